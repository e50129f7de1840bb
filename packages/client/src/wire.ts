import { type Message, MessageType, SyncType } from "@motet/protocol";
import { readMessage } from "./read-message.js";
import { ReadyState, type SocketLike } from "./socket-like.js";

/** How a socket ended. `code` 1006: without a closing handshake. */
export interface Ending {
  readonly code: number;
  readonly reason: string;
  /** In words, for the person who waits; never holds the credential. */
  readonly problem: string;
}

export interface WireListener {
  /** The socket is open, and y-websocket has sent its sync step 1 and its awareness state. */
  opened(): void;
  /** y-websocket has applied the message, and has sent what it answers. */
  received(message: Message): void;
  /** An answer to the server's sync step 1 was handed to the open socket: it holds everything that the ydoc holds now. */
  answered(): void;
  /** Called once. */
  ended(ending: Ending): void;
}

type Handler = ((event: unknown) => void) | null;

/**
 * The socket that y-websocket sees: it stands before the real one and is where every message passes, in both
 * directions. So garbage never reaches y-websocket (it would throw in its message handler), what was really sent is
 * known, and a connection can be given up without waiting for the network to agree.
 */
export class Wire {
  /** Set by y-websocket. */
  binaryType = "arraybuffer";
  onopen: Handler = null;
  onmessage: Handler = null;
  onerror: Handler = null;
  onclose: Handler = null;
  readonly OPEN = ReadyState.open;

  /** When the last message came, by the monotonic clock (`performance.now()`). */
  lastReceivedAt = performance.now();
  receivedCount = 0;
  readonly #socket: SocketLike;
  readonly #listener: WireListener;
  #ended = false;
  #hasAnswered = false;
  #error = "";
  #closed!: () => void;
  readonly #whenClosed = new Promise<void>((resolve) => {
    this.#closed = resolve;
  });

  constructor(socket: SocketLike, listener: WireListener) {
    this.#socket = socket;
    this.#listener = listener;
    socket.binaryType = "arraybuffer";
    socket.onopen = () => this.#opened();
    socket.onmessage = (event) => this.#receive(event);
    // Stays attached for good: in Node an error event without a listener ends the process.
    socket.onerror = (event) => {
      if (typeof event?.message === "string") this.#error = event.message;
    };
    socket.onclose = (event) => {
      this.#closed();
      const code = typeof event?.code === "number" ? event.code : 1006;
      const reason = typeof event?.reason === "string" ? event.reason : "";
      this.#end({ code, reason, problem: reason || this.#error || `The connection was closed (${code}).` });
    };
  }

  get readyState(): number {
    return this.#ended ? ReadyState.closed : this.#socket.readyState;
  }

  get isOpen(): boolean {
    return this.readyState === ReadyState.open;
  }

  get bufferedAmount(): number {
    return this.#socket.bufferedAmount ?? 0;
  }

  /**
   * Does nothing when the socket is not open: what is local is sent again on the next one. Updates made before the
   * answer to the server's sync step 1 are left to that answer, which holds them: alone they would build on edits that
   * the server may not have.
   */
  send(message: Uint8Array): void {
    if (!this.isOpen) return;
    const syncType = message[0] === MessageType.sync ? message[1] : null;
    if (syncType === SyncType.update && !this.#hasAnswered) return;
    this.#socket.send(message);
    if (syncType !== SyncType.step2) return;
    this.#hasAnswered = true;
    this.#listener.answered();
  }

  /** Closes in order: what was sent before still arrives. */
  close(): void {
    this.#socket.close();
    this.#end({ code: 1000, reason: "", problem: "The connection was closed." });
  }

  /** Gives the connection up at once, whether or not the other side still answers. */
  drop(problem: string): void {
    if (this.#ended) return;
    this.#end({ code: 1006, reason: "", problem });
    this.#terminate();
  }

  /** Resolves when the real socket has closed; after `timeoutMs` it is ended without a handshake, where it can be. */
  async closed(timeoutMs: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, timeoutMs);
      void this.#whenClosed.then(() => {
        clearTimeout(timer);
        resolve();
      });
    });
    this.#terminate();
  }

  #terminate(): void {
    if (this.#socket.terminate) this.#socket.terminate();
    else this.#socket.close();
  }

  #opened(): void {
    if (this.#ended) return;
    this.lastReceivedAt = performance.now();
    this.#pass(this.onopen, {});
    if (!this.#ended) this.#listener.opened();
  }

  /** To y-websocket. What it cannot digest ends the connection, not the program. */
  #pass(handler: Handler, event: unknown): void {
    try {
      handler?.(event);
    } catch {
      this.drop("The server sent a message that cannot be applied.");
    }
  }

  #receive({ data }: { readonly data: unknown }): void {
    if (this.#ended) return;
    this.lastReceivedAt = performance.now();
    this.receivedCount += 1;
    const message = readMessage(data);
    if (message === "unknown") return;
    if (message === "broken") {
      this.drop("The server sent a message that cannot be read.");
      return;
    }
    switch (message.kind) {
      case "sync-step-1":
      case "sync-step-2":
      case "update":
      case "awareness":
      case "query-awareness":
        this.#pass(this.onmessage, { data });
        break;
      default:
        break;
    }
    if (!this.#ended) this.#listener.received(message);
  }

  #end(ending: Ending): void {
    if (this.#ended) return;
    this.#ended = true;
    this.onclose?.({ code: ending.code, reason: ending.reason });
    this.#listener.ended(ending);
  }
}
