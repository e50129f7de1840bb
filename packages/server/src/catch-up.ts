import { type AwarenessEntry, encodeAwareness, encodeSaved, encodeUpdate } from "@motet/protocol";
import type { Room } from "./room.js";

const LEFT = "null";

/** What a reader who is behind has not been sent, remembered by what it has rather than by what it lacks: its size does not grow with what happens. */
export class CatchUp {
  readonly #afterSeq: number;
  readonly #present: ReadonlyMap<number, number>;
  #stateVector: Uint8Array | null = null;
  readonly #acknowledgements: Uint8Array[] = [];

  /** `afterSeq`: the number of the last update that it was sent. */
  constructor(afterSeq: number, present: readonly AwarenessEntry[]) {
    this.#afterSeq = afterSeq;
    this.#present = new Map(present.map(({ clientId, clock }) => [clientId, clock]));
  }

  /** It has asked for what it lacks; only the last question is answered. */
  ask(stateVector: Uint8Array): void {
    this.#stateVector = stateVector.slice();
  }

  acknowledge(payload: Uint8Array): void {
    this.#acknowledgements.push(payload);
  }

  get acknowledgements(): number {
    return this.#acknowledgements.length;
  }

  /** What brings it up to date now: one difference, who is here and who has left, and its acknowledgements. */
  messages(room: Room): Uint8Array[] {
    return [...this.#difference(room), ...this.#awareness(room), ...this.#acknowledgements.map(encodeSaved)];
  }

  #difference(room: Room): readonly Uint8Array[] {
    if (this.#stateVector !== null) return room.answerTo(this.#stateVector) ?? [];
    const update = room.since(this.#afterSeq);
    return update === null ? [] : [encodeUpdate(update)];
  }

  #awareness(room: Room): Uint8Array[] {
    const here = room.everybody();
    const left = new Map(this.#present);
    for (const { clientId } of here) left.delete(clientId);
    const entries = [...here, ...[...left].map(([clientId, clock]) => ({ clientId, clock, state: LEFT }))];
    return entries.length === 0 ? [] : [encodeAwareness(entries)];
  }
}
