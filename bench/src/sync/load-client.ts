import { once } from "node:events";
import { WebSocket } from "ws";
import * as Y from "yjs";
import type { RunningServer } from "./contestants.js";
import { ASK_FOR_SAVED, type Heard } from "./dialect.js";

const NOTHING = Uint8Array.of(0);

interface LoadClientOptions {
  /** What it writes with. */
  readonly ydoc?: Y.Doc;
  /** It applies what it hears, as an editor does. */
  readonly keepsAll?: boolean;
  /** The state vector that it comes with, where that is not its ydoc's. */
  readonly knows?: Uint8Array;
}

/** A client for load: it writes with a ydoc of its own and keeps nothing of what it hears, unless it is told to. */
export class LoadClient {
  readonly socket: WebSocket;
  readonly documentId: string;
  readonly #server: RunningServer;
  readonly ydoc: Y.Doc;
  onHeard: (heard: Heard) => void = () => {};
  #synced!: () => void;
  /** A step 2 has come. */
  readonly synced = new Promise<void>((resolve) => {
    this.#synced = resolve;
  });
  framesHeard = 0;

  private constructor(
    server: RunningServer,
    documentId: string,
    { ydoc = new Y.Doc(), keepsAll = false, knows }: LoadClientOptions,
  ) {
    this.#server = server;
    this.documentId = documentId;
    this.ydoc = ydoc;
    this.socket = new WebSocket(server.url(documentId), { perMessageDeflate: false });
    this.socket.on("error", () => {});
    this.socket.on("message", (data: Buffer) => this.#receive(data, keepsAll));
    this.socket.on("open", () => {
      for (const frame of server.dialect.hello(documentId)) this.socket.send(frame);
      const own = keepsAll ? Y.encodeStateVector(ydoc) : NOTHING;
      this.socket.send(server.dialect.step1(documentId, knows ?? own));
    });
    ydoc.on("update", (update: Uint8Array, origin: unknown) => {
      if (origin !== this && this.socket.readyState === WebSocket.OPEN)
        this.socket.send(server.dialect.update(documentId, update));
    });
  }

  static async open(
    server: RunningServer,
    documentId: string,
    options: LoadClientOptions = {},
  ): Promise<LoadClient> {
    const client = new LoadClient(server, documentId, options);
    await once(client.socket, "open");
    return client;
  }

  static async openSynced(...args: Parameters<typeof LoadClient.open>): Promise<LoadClient> {
    const client = await LoadClient.open(...args);
    await client.synced;
    return client;
  }

  /** Resolves when all that was sent is on the server's disk. Motet only. */
  saved(): Promise<void> {
    return new Promise((resolve) => {
      const before = this.onHeard;
      this.onHeard = (heard) => {
        before(heard);
        if (heard.kind !== "saved") return;
        this.onHeard = before;
        resolve();
      };
      this.socket.send(ASK_FOR_SAVED);
    });
  }

  close(): void {
    this.socket.terminate();
  }

  #receive(data: Buffer, keepsAll: boolean): void {
    this.framesHeard += 1;
    const heard = this.#server.dialect.hear(data);
    if (keepsAll && (heard.kind === "step2" || heard.kind === "update"))
      Y.applyUpdate(this.ydoc, heard.update, this);
    if (heard.kind === "step1")
      this.socket.send(
        this.#server.dialect.step2(this.documentId, Y.encodeStateAsUpdate(this.ydoc, heard.stateVector)),
      );
    this.onHeard(heard);
    if (heard.kind === "step2") this.#synced();
  }
}
