import type { Clock } from "./clock.js";

export interface IdleWatchOptions {
  readonly clock: Clock;
  readonly idleTimeoutMs: number;
  readonly onIdle: () => void;
}

/** Calls once somebody has been away, without any sign, for `idleTimeoutMs`. Who is not away may be silent for ever: they read. */
export class IdleWatch {
  #isAway = false;
  #state = "";
  #cancel: () => void = () => {};

  constructor(private readonly options: IdleWatchOptions) {}

  /** An edit. */
  sign(): void {
    this.#arm();
  }

  /** What the client says of itself now, as JSON; repeating it is no sign of anybody. */
  look(state: string): void {
    if (state === this.#state) return;
    this.#state = state;
    const said: unknown = JSON.parse(state);
    this.#isAway = typeof said === "object" && said !== null && "away" in said && said.away === true;
    this.#arm();
  }

  dispose(): void {
    this.#cancel();
    this.#isAway = false;
  }

  #arm(): void {
    this.#cancel();
    const { clock, idleTimeoutMs, onIdle } = this.options;
    this.#cancel = this.#isAway ? clock.after(idleTimeoutMs, onIdle) : () => {};
  }
}
