import type { Voice } from "./voice.js";

/** Something that goes wrong in an editor ends no session in a browser: it is counted, and people type on. */
export class Faults {
  count = 0;
  guard(work: () => void): void {
    try {
      work();
    } catch {
      this.count += 1;
    }
  }
}

/** A network between people on which every update is under way for the same time, counted in keys. */
export class Wire {
  readonly #queue: { due: number; update: Uint8Array; to: Voice }[] = [];
  readonly #delayKeys: number;
  readonly #faults: Faults;
  #now = 0;

  constructor(delayKeys: number, faults: Faults) {
    this.#delayKeys = delayKeys;
    this.#faults = faults;
  }

  join(one: Voice, other: Voice): void {
    one.onUpdate((update) => this.#queue.push({ due: this.#now + this.#delayKeys, update, to: other }));
    other.onUpdate((update) => this.#queue.push({ due: this.#now + this.#delayKeys, update, to: one }));
  }

  /** The time of one key goes by. */
  tick(): void {
    this.#now += 1;
    for (let next = this.#queue[0]; next && next.due <= this.#now; next = this.#queue[0]) {
      const { update, to } = next;
      this.#queue.shift();
      this.#faults.guard(() => to.receive(update));
    }
  }

  /** Everything arrives, also what is written because something arrived. */
  async drain(): Promise<void> {
    await nextTurn();
    while (this.#queue.length > 0) {
      this.tick();
      await nextTurn();
    }
  }
}

/** Lets editors commit what they hold back until the end of a turn. */
export const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve));
