import type { Limits } from "../options.js";
import type { SocketClass } from "../socket-like.js";

export interface WebSocketProbeOptions {
  readonly Socket: SocketClass;
  readonly address: string;
  readonly protocols: () => Promise<string[]>;
  readonly limits: Limits;
  /** Called once, when a WebSocket has carried a message. */
  readonly works: () => void;
}

/**
 * While messages go by polling: tries from time to time, and when something about the network has changed, whether a
 * WebSocket carries anything now. A server speaks first, so one that stays silent does not.
 */
export class WebSocketProbe {
  readonly #options: WebSocketProbeOptions;
  #delayMs: number;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #end: (() => void) | null = null;
  #isOutdated = false;
  #isDisposed = false;

  constructor(options: WebSocketProbeOptions) {
    this.#options = options;
    this.#delayMs = options.limits.probeWebSocketAfterMs;
    this.#wait();
  }

  /** Something has changed: what an attempt under way would find out is of the past. */
  tryNow(): void {
    clearTimeout(this.#timer);
    this.#isOutdated = this.#end !== null;
    if (this.#end === null) void this.#try();
    else this.#end();
  }

  dispose(): void {
    this.#isDisposed = true;
    clearTimeout(this.#timer);
    this.#end?.();
  }

  #wait(): void {
    this.#timer = setTimeout(() => void this.#try(), this.#delayMs);
    this.#delayMs = Math.min(this.#delayMs * 2, this.#options.limits.probeWebSocketAtMostMs);
  }

  async #try(): Promise<void> {
    const { protocols, works } = this.#options;
    this.#end = () => {};
    const offered = await protocols().catch(() => null);
    const hasCarried = !this.#isDisposed && offered !== null && (await this.#carries(offered));
    this.#end = null;
    if (this.#isDisposed) return;
    const isOutdated = this.#isOutdated;
    this.#isOutdated = false;
    if (hasCarried) works();
    else if (isOutdated) void this.#try();
    else this.#wait();
  }

  #carries(protocols: string[]): Promise<boolean> {
    const { Socket, address, limits } = this.#options;
    return new Promise((resolve) => {
      const socket = new Socket(address, protocols);
      const end = (hasCarried: boolean) => {
        clearTimeout(timer);
        socket.onmessage = null;
        socket.close();
        resolve(hasCarried);
      };
      const timer = setTimeout(() => end(false), limits.webSocketPatienceMs);
      this.#end = () => end(false);
      socket.onerror = () => {};
      socket.onclose = () => end(false);
      socket.onmessage = () => end(true);
    });
  }
}
