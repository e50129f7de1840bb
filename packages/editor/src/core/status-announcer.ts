import type { LineKind } from "./status-text.js";

export interface StatusAnnouncerOptions {
  /** How long a state must last before it is spoken. */
  readonly settleMs?: number;
  speak(kind: LineKind): void;
}

export interface StatusAnnouncer {
  receive(kind: LineKind): void;
  dispose(): void;
}

export const DEFAULT_SETTLE_MS = 2_000;

/**
 * Tells screen readers of the sync status what they need to know and nothing more: trouble that lasts, and that it is
 * over. Saving and saved, which change with every key, are never spoken by themselves.
 */
export function createStatusAnnouncer({
  settleMs = DEFAULT_SETTLE_MS,
  speak,
}: StatusAnnouncerOptions): StatusAnnouncer {
  let spoken: LineKind | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let waiting: LineKind | undefined;
  const settle = (kind: LineKind) => {
    waiting = undefined;
    spoken = isTrouble(kind) ? kind : undefined;
    speak(kind);
  };
  return {
    receive(kind) {
      if (kind === waiting) return;
      clearTimeout(timer);
      waiting = undefined;
      const isNews = isTrouble(kind) ? kind !== spoken : isWell(kind) && spoken !== undefined;
      if (!isNews) return;
      waiting = kind;
      timer = setTimeout(() => settle(kind), settleMs);
    },
    dispose: () => clearTimeout(timer),
  };
}

function isWell(kind: LineKind): boolean {
  return kind === "saved" || kind === "synced";
}

function isTrouble(kind: LineKind): boolean {
  return !isWell(kind) && kind !== "connecting" && kind !== "saving" && kind !== "offline-keeping";
}
