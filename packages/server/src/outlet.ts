import type { Clock } from "./clock.js";
import type { Socket } from "./socket.js";

export interface OutletOptions {
  readonly socket: Socket;
  readonly clock: Clock;
  /** Above so many bytes that the network has not taken nothing more is queued. */
  readonly highWaterBytes: number;
  /** A reader who is behind and takes less than `highWaterBytes` in this time has stalled. */
  readonly behindTimeoutMs: number;
  /** The socket has taken everything: what was left out may follow. */
  readonly onDrained: () => void;
  readonly onStalled: () => void;
}

type State =
  | { readonly kind: "free" }
  /** `at`, `bufferedBytes`: when it last got further, and how much waited then. */
  | { readonly kind: "behind"; readonly at: number; readonly bufferedBytes: number }
  | { readonly kind: "closed" };

/** How often the socket of a reader who is behind is looked at. */
const LOOK_AGAIN_AFTER_MS = 20;

/** The way out to one reader. It says when there is room; who sends without asking sends little, and a bounded number of times. */
export class Outlet {
  #state: State = { kind: "free" };
  #cancel: () => void = () => {};

  constructor(private readonly options: OutletOptions) {}

  get isBehind(): boolean {
    return this.#state.kind === "behind";
  }

  /** Whether there is room for more. From the first no until `onDrained` the reader is behind. */
  hasRoom(): boolean {
    if (this.#state.kind !== "free") return false;
    const { socket, highWaterBytes, clock } = this.options;
    const bufferedBytes = socket.bufferedAmount;
    if (bufferedBytes <= highWaterBytes) return true;
    this.#state = { kind: "behind", at: clock.now(), bufferedBytes };
    this.#lookLater();
    return false;
  }

  send(messages: readonly Uint8Array[]): void {
    const { socket } = this.options;
    if (socket.sendAll) socket.sendAll(messages);
    else for (const message of messages) socket.send(message);
  }

  dispose(): void {
    this.#state = { kind: "closed" };
    this.#cancel();
  }

  #lookLater(): void {
    this.#cancel = this.options.clock.after(LOOK_AGAIN_AFTER_MS, () => this.#look());
  }

  #look(): void {
    if (this.#state.kind !== "behind") return;
    const { socket, clock, highWaterBytes, behindTimeoutMs, onDrained, onStalled } = this.options;
    const bufferedBytes = socket.bufferedAmount;
    if (bufferedBytes === 0) {
      this.#state = { kind: "free" };
      onDrained();
      return;
    }
    const now = clock.now();
    if (bufferedBytes <= this.#state.bufferedBytes - highWaterBytes)
      this.#state = { kind: "behind", at: now, bufferedBytes };
    if (now - this.#state.at >= behindTimeoutMs) onStalled();
    else this.#lookLater();
  }
}
