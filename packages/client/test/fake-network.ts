import type { SocketConstructor } from "../src/index.js";
import { ReadyState } from "../src/socket-like.js";

/** The server's end of a fake socket. */
export interface ServerEnd {
  send(message: Uint8Array): void;
  close(code: number, reason?: string): void;
}

type Listener<Event> = ((event: Event) => void) | null;

/** A socket whose every step is taken by the test: nothing moves by itself. */
export class FakeSocket {
  binaryType = "blob";
  readyState: number = ReadyState.connecting;
  bufferedAmount = 0;
  onopen: Listener<object> = null;
  onmessage: Listener<{ data: unknown }> = null;
  onerror: Listener<object> = null;
  onclose: Listener<{ code: number; reason: string }> = null;
  /** Sent by the client, not yet received by the server. */
  readonly toServer: Uint8Array[] = [];
  /** Sent by the server, not yet received by the client. */
  readonly toClient: Uint8Array[] = [];
  readonly server: ServerEnd = {
    send: (message) => void this.toClient.push(message),
    close: (code, reason = "") => this.fail(code, reason),
  };

  constructor(
    readonly url: string,
    readonly protocols: readonly string[],
  ) {}

  open(): void {
    this.readyState = ReadyState.open;
    this.onopen?.({});
  }

  /** To the client. A socket that is not open drops what comes. */
  deliver(data: unknown = this.toClient.shift()): void {
    if (this.readyState !== ReadyState.open || data === undefined) return;
    // As in a browser: an error in the listener is reported and goes no further; here it fails the test.
    this.onmessage?.({ data: data instanceof Uint8Array ? data.slice().buffer : data });
  }

  /** The client's end closes, as the client learns of it. */
  fail(code = 1006, reason = ""): void {
    if (this.readyState === ReadyState.closed) return;
    this.readyState = ReadyState.closed;
    this.onclose?.({ code, reason });
  }

  send(message: Uint8Array): void {
    if (this.readyState === ReadyState.open) this.toServer.push(message);
  }

  close(): void {
    if (this.readyState === ReadyState.closed) return;
    this.readyState = ReadyState.closing;
    queueMicrotask(() => this.fail(1000));
  }
}

/** Where fake sockets are made and found. */
export class FakeNetwork {
  readonly sockets: FakeSocket[] = [];
  readonly Socket: SocketConstructor;

  constructor() {
    const { sockets } = this;
    this.Socket = class extends FakeSocket {
      constructor(url: string, protocols: string[] = []) {
        super(url, protocols);
        sockets.push(this);
      }
    };
  }

  get last(): FakeSocket {
    const socket = this.sockets.at(-1);
    if (socket === undefined) throw new Error("No socket has been made.");
    return socket;
  }
}
