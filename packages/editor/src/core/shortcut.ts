import type { Strings } from "./strings.js";

/**
 * A key with its modifiers. `mod` is Cmd on Apple's systems and Ctrl elsewhere. `key` is compared with the
 * character typed, `code` with the place on the keyboard (for digits and signs, which Shift and Alt change).
 */
export interface Shortcut {
  readonly mod?: boolean;
  /** Ctrl, on Apple's systems only. */
  readonly ctrl?: boolean;
  readonly shift?: boolean;
  readonly alt?: boolean;
  readonly key?: string;
  readonly code?: string;
  /** How the key is written; by default `key` in upper case. */
  readonly sign?: string;
  /** Where it holds; everywhere if left out. */
  readonly on?: "apple" | "others";
}

/** What is read of a KeyboardEvent. */
export interface KeyPress {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
  readonly isComposing: boolean;
  getModifierState(key: string): boolean;
}

export function isApple(platform: string = globalThis.navigator?.platform ?? ""): boolean {
  return /^(Mac|iPhone|iPad|iPod)/i.test(platform);
}

export function matches(shortcut: Shortcut, press: KeyPress, apple: boolean): boolean {
  // AltGr reports itself as Ctrl+Alt on Windows; it types characters and is no shortcut.
  if (press.isComposing || press.getModifierState("AltGraph")) return false;
  const mod = apple ? press.metaKey : press.ctrlKey;
  const other = apple ? press.ctrlKey : press.metaKey;
  if (!holds(shortcut, apple) || mod !== (shortcut.mod ?? false)) return false;
  if (other !== (apple && (shortcut.ctrl ?? false))) return false;
  if (press.shiftKey !== (shortcut.shift ?? false) || press.altKey !== (shortcut.alt ?? false)) return false;
  return shortcut.code === undefined
    ? press.key.toLowerCase() === shortcut.key
    : press.code === shortcut.code;
}

function holds({ on }: Shortcut, apple: boolean): boolean {
  return on === undefined || (on === "apple") === apple;
}

/** The one that is shown: the first that holds on this system. */
export function shownShortcut(shortcuts: readonly Shortcut[] = [], apple: boolean): Shortcut | undefined {
  return shortcuts.find((shortcut) => holds(shortcut, apple));
}

/** A digit of the upper row, whatever character Shift or Alt make of it. */
export function digitKey(digit: number, modifiers: Omit<Shortcut, "code" | "sign">): Shortcut {
  return { ...modifiers, code: `Digit${digit}`, sign: String(digit) };
}

/** As people read it: `Ctrl+Shift+8`, on Apple's systems `⇧⌘8`. */
export function shortcutLabel(shortcut: Shortcut, apple: boolean, strings: Strings): string {
  const sign = shortcut.sign ?? (shortcut.key ?? "").toUpperCase();
  if (apple) {
    return `${shortcut.ctrl ? "⌃" : ""}${shortcut.alt ? "⌥" : ""}${shortcut.shift ? "⇧" : ""}${shortcut.mod ? "⌘" : ""}${sign}`;
  }
  return [
    ...(shortcut.mod ? [strings.keyCtrl] : []),
    ...(shortcut.alt ? [strings.keyAlt] : []),
    ...(shortcut.shift ? [strings.keyShift] : []),
    sign,
  ].join("+");
}

/** As `aria-keyshortcuts` wants it: `Control+Shift+8`. */
export function ariaShortcut(shortcut: Shortcut, apple: boolean): string {
  return [
    ...(shortcut.mod ? [apple ? "Meta" : "Control"] : []),
    ...(shortcut.ctrl ? ["Control"] : []),
    ...(shortcut.alt ? ["Alt"] : []),
    ...(shortcut.shift ? ["Shift"] : []),
    shortcut.sign ?? (shortcut.key ?? "").toUpperCase(),
  ].join("+");
}
