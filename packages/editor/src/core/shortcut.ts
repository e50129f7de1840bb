import type { Strings } from "./strings.js";

/**
 * A key with its modifiers. `mod` is Cmd on Apple's systems and Ctrl elsewhere. `key` is compared with the
 * character typed, `code` with the place on the keyboard (for digits and signs, which Shift and Alt change).
 */
export interface Shortcut {
  readonly mod?: boolean;
  readonly shift?: boolean;
  readonly alt?: boolean;
  readonly key?: string;
  readonly code?: string;
  /** How the key is written; by default `key` in upper case. */
  readonly sign?: string;
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
  if (mod !== (shortcut.mod ?? false) || other) return false;
  if (press.shiftKey !== (shortcut.shift ?? false) || press.altKey !== (shortcut.alt ?? false)) return false;
  return shortcut.code === undefined
    ? press.key.toLowerCase() === shortcut.key
    : press.code === shortcut.code;
}

/** As people read it: `Ctrl+Shift+8`, on Apple's systems `⇧⌘8`. */
export function shortcutLabel(shortcut: Shortcut, apple: boolean, strings: Strings): string {
  const sign = shortcut.sign ?? (shortcut.key ?? "").toUpperCase();
  if (apple) {
    return `${shortcut.alt ? "⌥" : ""}${shortcut.shift ? "⇧" : ""}${shortcut.mod ? "⌘" : ""}${sign}`;
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
    ...(shortcut.alt ? ["Alt"] : []),
    ...(shortcut.shift ? ["Shift"] : []),
    shortcut.sign ?? (shortcut.key ?? "").toUpperCase(),
  ].join("+");
}
