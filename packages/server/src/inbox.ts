import type { AddressBudget } from "./address-budgets.js";
import type { Clock } from "./clock.js";
import { currentTurn } from "./current-turn.js";
import type { Socket } from "./socket.js";
import type { Limits } from "./sync-server-options.js";
import { TokenBucket } from "./token-bucket.js";

export interface InboxOptions {
  readonly socket: Socket;
  readonly clock: Clock;
  readonly limits: Limits;
  /** Shared with the other sockets of the same address; null where there is no address. */
  readonly budget: AddressBudget | null;
  /** The frame is the inbox's, or the socket's: it may not be kept. */
  readonly onFrame: (frame: Uint8Array) => void;
  /** More messages than anybody sends who means well. */
  readonly onFlood: () => void;
  /** More waits than may. */
  readonly onOverflow: () => void;
}

/** What keeping a waiting frame costs beside its bytes. */
const FRAME_OVERHEAD_BYTES = 256;

type State =
  /** Nothing is handled yet: the room is loading. */
  | { readonly kind: "held" }
  | { readonly kind: "flowing" }
  /** It has had its share: it goes on in the next turn, or when what it owes has been refilled. */
  | { readonly kind: "resting"; readonly cancel: () => void }
  | { readonly kind: "closed" };

/**
 * What a socket says, in order, no more in one turn of the event loop than its share: who sends much waits, and nobody else. While something waits the socket
 * is not read. Who sends too many bytes is slowed down, who sends too many messages is a flood.
 */
export class Inbox {
  readonly #options: InboxOptions;
  readonly #messages: TokenBucket;
  readonly #bytes: TokenBucket;
  #state: State = { kind: "held" };
  #waiting: Uint8Array[] = [];
  #waitingBytes = 0;
  #hasHeard = false;
  #turn = -1;
  #messagesLeft = 0;
  #bytesLeft = 0;

  constructor(options: InboxOptions) {
    this.#options = options;
    const { messagesPerSecond, messageBurst, bytesPerSecond, byteBurst } = options.limits;
    const now = options.clock.now();
    this.#messages = new TokenBucket({ perSecond: messagesPerSecond, burst: messageBurst }, now);
    this.#bytes = new TokenBucket({ perSecond: bytesPerSecond, burst: byteBurst }, now);
    options.socket.onMessage((frame) => this.#receive(frame));
  }

  /** Whether anything has ever come. */
  get hasHeard(): boolean {
    return this.#hasHeard;
  }

  /** From now on frames are handled, those that wait first. */
  open(): void {
    if (this.#state.kind !== "held") return;
    this.#state = { kind: "flowing" };
    this.#drain();
  }

  dispose(): void {
    if (this.#state.kind === "resting") this.#state.cancel();
    this.#state = { kind: "closed" };
    this.#waiting = [];
    // Unread, a socket would not even notice its end.
    this.#options.socket.resume?.();
  }

  #receive(frame: Uint8Array): void {
    if (this.#state.kind === "closed") return;
    this.#hasHeard = true;
    const { clock, budget, onFlood } = this.#options;
    const now = clock.now();
    this.#messages.take(1, now);
    this.#bytes.take(frame.length, now);
    budget?.messages.take(1, now);
    budget?.bytes.take(frame.length, now);
    if (this.#messages.owedMs(now) > 0) onFlood();
    else if (this.#state.kind === "flowing" && this.#hasShare()) this.#handle(frame);
    else this.#keep(frame);
  }

  #keep(frame: Uint8Array): void {
    const { socket, limits, onOverflow } = this.#options;
    this.#waitingBytes += frame.length + FRAME_OVERHEAD_BYTES;
    if (this.#waitingBytes > limits.maxWaitingBytes) {
      onOverflow();
      return;
    }
    this.#waiting.push(frame.slice());
    socket.pause?.();
    if (this.#state.kind === "flowing") this.#rest();
  }

  #hasShare(): boolean {
    const turn = currentTurn();
    if (turn !== this.#turn) {
      this.#turn = turn;
      this.#messagesLeft = this.#options.limits.maxMessagesPerTurn;
      this.#bytesLeft = this.#options.limits.maxBytesPerTurn;
    }
    return this.#messagesLeft > 0 && this.#bytesLeft > 0;
  }

  #handle(frame: Uint8Array): void {
    this.#messagesLeft -= 1;
    this.#bytesLeft -= frame.length;
    this.#options.onFrame(frame);
    if (this.#state.kind === "flowing" && this.#owedMs() > 0) this.#rest();
  }

  #drain(): void {
    const waiting = this.#waiting;
    let handled = 0;
    while (handled < waiting.length && this.#state.kind === "flowing" && this.#hasShare()) {
      const frame = waiting[handled] as Uint8Array;
      handled += 1;
      this.#waitingBytes -= frame.length + FRAME_OVERHEAD_BYTES;
      this.#handle(frame);
    }
    if (this.#state.kind === "closed") return;
    this.#waiting = waiting.slice(handled);
    if (this.#state.kind === "resting") return;
    if (this.#waiting.length > 0) this.#rest();
    else this.#options.socket.resume?.();
  }

  #rest(): void {
    const { socket, clock } = this.#options;
    const goOn = (): void => {
      if (this.#state.kind !== "resting") return;
      this.#state = { kind: "flowing" };
      this.#drain();
    };
    const owedMs = this.#owedMs();
    if (owedMs > 0) {
      socket.pause?.();
      this.#state = { kind: "resting", cancel: clock.after(owedMs, goOn) };
    } else {
      const immediate = setImmediate(goOn);
      this.#state = { kind: "resting", cancel: () => clearImmediate(immediate) };
    }
  }

  #owedMs(): number {
    const { clock, budget } = this.#options;
    const now = clock.now();
    return Math.max(
      this.#bytes.owedMs(now),
      budget === null ? 0 : Math.max(budget.messages.owedMs(now), budget.bytes.owedMs(now)),
    );
  }
}
