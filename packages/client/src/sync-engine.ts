import type { Awareness } from "y-protocols/awareness";
import { WebsocketProvider } from "y-websocket";
import type { Doc } from "yjs";
import type { Endpoint } from "./endpoint.js";
import type { Wire } from "./wire.js";

export interface SyncEngineOptions {
  readonly endpoint: Endpoint;
  readonly ydoc: Doc;
  readonly awareness: Awareness;
  readonly openWire: (address: string, protocols: string[]) => Wire;
}

/**
 * y-websocket's provider, reduced to what it is used for here: to exchange a ydoc and an awareness over one socket.
 * When to connect, and whether a connection still lives, is decided elsewhere.
 */
export class SyncEngine {
  readonly #inner: WebsocketProvider;
  #wire: Wire | null = null;

  constructor({ endpoint, ydoc, awareness, openWire }: SyncEngineOptions) {
    const open = (address: string, protocols: string[]) => {
      this.#wire = openWire(address, protocols);
      return this.#wire;
    };
    this.#inner = new WebsocketProvider(endpoint.server, endpoint.room, ydoc, {
      connect: false,
      awareness,
      // Tabs that sync beside the server would hide what is saved.
      disableBc: true,
      // After a close y-websocket starts a timer to reconnect, which then finds `shouldConnect` false: see below.
      maxBackoffTime: 0,
      // `new` of a plain function gives the object that it returns.
      WebSocketPolyfill: function Socket(address: string, protocols: string[]) {
        return open(address, protocols);
      } as unknown as typeof WebSocket,
    });
    // Emitted first of all that happens at a close, whoever closed.
    this.#inner.on("connection-close", () => {
      this.#inner.shouldConnect = false;
    });
  }

  /** Of the socket, `ws(s)://`. */
  get address(): string {
    return this.#inner.url;
  }

  /** Whether an update with this origin came from the server. */
  isOrigin(origin: unknown): boolean {
    return origin === this.#inner;
  }

  /** Throws what the socket's constructor throws. */
  connect(protocols: string[]): Wire {
    this.#inner.protocols = protocols;
    try {
      this.#inner.connect();
    } catch (error) {
      this.#inner.shouldConnect = false;
      throw error;
    }
    return this.#wire as Wire;
  }

  /** To be called after each message: y-websocket's own watchdog would cut hidden tabs, whose timers browsers slow down. */
  calmWatchdog(): void {
    this.#inner.wsLastMessageReceived = Number.POSITIVE_INFINITY;
  }

  /** Closes in order. Resolves when the socket has closed, at the latest after `timeoutMs`. */
  async close(timeoutMs: number): Promise<void> {
    const wire = this.#inner.ws === null ? null : this.#wire;
    this.#inner.destroy();
    await wire?.closed(timeoutMs);
    // Past the timer that y-websocket starts whenever a socket has closed.
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}
