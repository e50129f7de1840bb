import { encodeCondition, encodeSaved } from "@motet/protocol";
import type { CatchUp } from "./catch-up.js";
import type { Clock } from "./clock.js";
import type { EngineObserver } from "./engine-observer.js";
import type { Room } from "./room.js";

export interface AcknowledgementsOptions {
  readonly clock: Clock;
  readonly observer: EngineObserver;
  readonly send: (frame: Uint8Array) => void;
  /** Where they go when the reader is behind; null while it is not. */
  readonly behind: (room: Room) => CatchUp | null;
}

interface Question {
  readonly payload: Uint8Array;
  readonly askedAt: number;
}

/** What one session has asked to be told when it is on disk, and what it is told of the disk meanwhile. */
export class Acknowledgements {
  readonly #options: AcknowledgementsOptions;
  #areAsked = false;
  #saysCannotSave = false;
  #due = 0;
  /** Held back while the session owes something. */
  #held: Question[] = [];

  constructor(options: AcknowledgementsOptions) {
    this.#options = options;
  }

  /** Whether the session has ever asked. */
  get areAsked(): boolean {
    return this.#areAsked;
  }

  /** Questions that have not been answered. */
  get due(): number {
    return this.#due;
  }

  /** `payload` may be a view of a frame. */
  ask(payload: Uint8Array, room: Room, isOwing: boolean): void {
    this.#areAsked = true;
    this.announce(room.cannotSave);
    this.#due += 1;
    const question = { payload: payload.slice(), askedAt: this.#options.clock.now() };
    if (isOwing) this.#held.push(question);
    else this.#answerWhenDurable(question, room);
  }

  /** Nothing is owed any more. */
  release(room: Room): void {
    for (const question of this.#held.splice(0)) this.#answerWhenDurable(question, room);
  }

  /** So many have reached the reader with what it had missed. */
  caughtUp(count: number): void {
    this.#due -= count;
  }

  /** Tells whether the server can save, if that is news and wanted. */
  announce(cannotSave: boolean): void {
    if (!this.#areAsked || this.#saysCannotSave === cannotSave) return;
    this.#saysCannotSave = cannotSave;
    this.#options.send(encodeCondition(cannotSave));
  }

  /** Everything that the session sent before is in the room, or was there: so it is durable when the room is, through now. */
  #answerWhenDurable({ payload, askedAt }: Question, room: Room): void {
    const { clock, observer, behind, send } = this.#options;
    room.onDurable(room.seq, () => {
      observer.acknowledged(clock.now() - askedAt);
      const missed = behind(room);
      if (missed !== null) {
        missed.acknowledge(payload);
        return;
      }
      this.#due -= 1;
      send(encodeSaved(payload));
    });
  }
}
