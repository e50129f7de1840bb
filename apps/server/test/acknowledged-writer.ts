import { decode, encodeSaved, encodeSyncStep1, encodeSyncStep2, encodeUpdate } from "@motet/protocol";
import { WebSocket } from "ws";
import * as Y from "yjs";

/**
 * A writer that holds the server to its word: it types one token at a time, asks after each with message 102 and notes those that were
 * acknowledged. A connection that breaks ends it.
 */
export class AcknowledgedWriter {
  readonly acknowledged: string[] = [];
  readonly ended: Promise<void>;
  readonly #ydoc = new Y.Doc();
  readonly #socket: WebSocket;
  #written = 0;

  constructor(
    url: string,
    private readonly name: string,
  ) {
    this.#socket = new WebSocket(url);
    this.#socket.on("error", () => {});
    this.#socket.on("open", () => this.#socket.send(encodeSyncStep1(Y.encodeStateVector(this.#ydoc))));
    this.#socket.on("message", (data: Buffer) => this.#receive(new Uint8Array(data)));
    this.ended = new Promise((resolve) => this.#socket.once("close", () => resolve()));
    this.#ydoc.on("update", (update: Uint8Array, origin: unknown) => {
      if (origin !== this && this.#socket.readyState === WebSocket.OPEN)
        this.#socket.send(encodeUpdate(update));
    });
  }

  stop(): void {
    this.#socket.terminate();
  }

  #receive(bytes: Uint8Array): void {
    const message = decode(bytes);
    if (message.kind === "sync-step-1") {
      this.#socket.send(encodeSyncStep2(Y.encodeStateAsUpdate(this.#ydoc, message.stateVector)));
    } else if (message.kind === "sync-step-2" || message.kind === "update") {
      Y.applyUpdate(this.#ydoc, message.update, this);
      if (message.kind === "sync-step-2") this.#write();
    } else if (message.kind === "saved") {
      this.acknowledged.push(new TextDecoder().decode(message.payload));
      // The next at once; not within this call, so that writers take turns.
      setImmediate(() => this.#write());
    }
  }

  #write(): void {
    if (this.#socket.readyState !== WebSocket.OPEN) return;
    this.#written += 1;
    const token = `${this.name}-${this.#written};`;
    this.#ydoc.getText("body").insert(this.#ydoc.getText("body").length, token);
    this.#socket.send(encodeSaved(new TextEncoder().encode(token)));
  }
}
