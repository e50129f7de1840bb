import {
  type AwarenessEntry,
  decode,
  encodeAwareness,
  encodeSaved,
  encodeSyncStep1,
  encodeSyncStep2,
  encodeUpdate,
  type Message,
} from "@motet/protocol";
import * as Y from "yjs";
import type { Access } from "../authorizer.js";
import type { SyncServer } from "../sync-server.js";
import { type FarEnd, socketPair } from "./socket-pair.js";

export interface PairClientOptions {
  readonly documentId?: string;
  readonly access?: Access;
  readonly deviceKey?: string;
  readonly address?: string;
  /** The document that the client has already, as one who reconnects does. */
  readonly ydoc?: Y.Doc;
}

const EVERYTHING: Access = { role: "owner", userId: null, expiresAt: null };

/** A client that speaks y-websocket's protocol over a `socketPair`, for tests of the engine. */
export class PairClient {
  readonly ydoc: Y.Doc;
  readonly socket: FarEnd;
  readonly near: ReturnType<typeof socketPair>["near"];
  readonly messages: Message[] = [];
  /** True once a step 2 has been applied. */
  isSynced = false;
  readonly saved: number[] = [];
  readonly present = new Map<number, string>();

  constructor(
    server: SyncServer,
    {
      documentId = "plan",
      access = EVERYTHING,
      deviceKey,
      address,
      ydoc = new Y.Doc(),
    }: PairClientOptions = {},
  ) {
    this.ydoc = ydoc;
    const { near, far } = socketPair();
    this.socket = far;
    this.near = near;
    far.onMessage((frame) => this.#receive(decode(frame)));
    ydoc.on("update", (update: Uint8Array, origin: unknown) => {
      if (origin !== this) far.send(encodeUpdate(update));
    });
    server.accept(near, { documentId, access, deviceKey: deviceKey ?? null, address: address ?? null });
    far.send(encodeSyncStep1(Y.encodeStateVector(ydoc)));
  }

  get text(): string {
    return this.ydoc.getText("body").toString();
  }

  type(text: string, at = this.ydoc.getText("body").length): void {
    this.ydoc.getText("body").insert(at, text);
  }

  askForSaved(counter: number): void {
    this.socket.send(encodeSaved(Uint8Array.of(counter)));
  }

  sayWhereIAm(entries: readonly AwarenessEntry[]): void {
    this.socket.send(encodeAwareness(entries));
  }

  close(): void {
    this.socket.close();
  }

  #receive(message: Message): void {
    this.messages.push(message);
    switch (message.kind) {
      case "sync-step-1":
        this.socket.send(encodeSyncStep2(Y.encodeStateAsUpdate(this.ydoc, message.stateVector)));
        return;
      case "sync-step-2":
        Y.applyUpdate(this.ydoc, message.update, this);
        this.isSynced = true;
        return;
      case "update":
        Y.applyUpdate(this.ydoc, message.update, this);
        return;
      case "awareness":
        for (const { clientId, state } of message.entries) {
          if (state === "null") this.present.delete(clientId);
          else this.present.set(clientId, state);
        }
        return;
      case "saved":
        this.saved.push(message.payload[0] ?? -1);
        return;
      case "query-awareness":
      case "auth":
      case "condition":
      case "broadcast":
        return;
    }
  }
}

/** Lets everything that needs no clock happen: microtasks, and several turns of the event loop. */
export async function settle(turns = 6): Promise<void> {
  for (let turn = 0; turn < turns; turn++) await new Promise<void>((resolve) => setImmediate(resolve));
}
