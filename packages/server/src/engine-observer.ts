import type { Message } from "@motet/protocol";
import type { RefusalReason } from "./validate-update.js";

/** One flush of a room to its sessions. */
export interface Flush {
  /** Updates that were merged into it. */
  readonly updates: number;
  /** As each reader gets them. */
  readonly bytes: number;
  readonly readers: number;
  readonly tookMs: number;
}

/** Why an update was not taken. */
export type NotTaken = RefusalReason | "gap" | "foreign" | "forbidden" | "full" | "over-budget";

/** Told what the engine does, for metrics. Called often, and while clients wait: it counts and returns. It may not throw. */
export interface EngineObserver {
  received(kind: Message["kind"], bytes: number): void;
  accepted(bytes: number): void;
  refused(reason: NotTaken): void;
  flushed(flush: Flush): void;
  /** From the question to its answer. */
  acknowledged(afterMs: number): void;
  /** The engine has closed a session. */
  closed(code: number): void;
}

const nothing = (): void => {};

export const NO_OBSERVER: EngineObserver = {
  received: nothing,
  accepted: nothing,
  refused: nothing,
  flushed: nothing,
  acknowledged: nothing,
  closed: nothing,
};
