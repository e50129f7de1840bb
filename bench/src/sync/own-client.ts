import { createProvider } from "@motet/client";
import { WebSocket } from "ws";
import * as Y from "yjs";
import { peerLibraries } from "../peer-libraries.js";
import type { RunningServer } from "./contestants.js";

/** Somebody with the client that a server comes with, as it is by default. */
export interface OwnClient {
  /** Appends to the document's text, and resolves when the client calls it confirmed. */
  write(text: string): Promise<void>;
  /** Whether it is connected, has nothing unconfirmed, and has this many characters. */
  has(length: number): boolean;
  close(): Promise<void>;
}

export type OpenClient = (server: RunningServer, documentId: string) => OwnClient;

/** Those who wait for everything of theirs to be confirmed. */
class Waiting {
  #waiting: (() => void)[] = [];

  add(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  settle(): void {
    for (const resolve of this.#waiting.splice(0)) resolve();
  }
}

const openMotet: OpenClient = (server, documentId) => {
  const ydoc = new Y.Doc();
  const text = ydoc.getText("bench");
  const waiting = new Waiting();
  const provider = createProvider({
    url: `http://127.0.0.1:${server.port}`,
    documentId,
    ydoc,
    WebSocketPolyfill: WebSocket,
  });
  provider.on("status", ({ kind }) => kind === "saved" && waiting.settle());
  return {
    write(more) {
      text.insert(text.length, more);
      return waiting.add();
    },
    has: (length) => provider.status.kind === "saved" && text.length === length,
    close: () => provider.close(),
  };
};

/** What this bench uses of `@hocuspocus/provider`. */
interface Peers {
  readonly Y: typeof Y;
  readonly hocuspocus: {
    readonly HocuspocusProviderWebsocket: new (options: object) => { destroy(): void };
    readonly HocuspocusProvider: new (
      options: object,
    ) => {
      readonly isSynced: boolean;
      readonly hasUnsyncedChanges: boolean;
      attach(): void;
      destroy(): void;
      on(event: "unsyncedChanges", listener: (change: { readonly number: number }) => void): void;
    };
  };
}

async function openHocuspocus(): Promise<OpenClient> {
  const { Y: PeersY, hocuspocus } = await peerLibraries<Peers>();
  return (server, documentId) => {
    const document = new PeersY.Doc();
    const text = document.getText("bench");
    const waiting = new Waiting();
    const websocketProvider = new hocuspocus.HocuspocusProviderWebsocket({
      url: `ws://127.0.0.1:${server.port}`,
      WebSocketPolyfill: WebSocket,
    });
    const provider = new hocuspocus.HocuspocusProvider({ websocketProvider, name: documentId, document });
    provider.attach();
    provider.on("unsyncedChanges", ({ number }) => number === 0 && waiting.settle());
    return {
      write(more) {
        text.insert(text.length, more);
        return waiting.add();
      },
      has: (length) => provider.isSynced && !provider.hasUnsyncedChanges && text.length === length,
      async close() {
        provider.destroy();
        websocketProvider.destroy();
      },
    };
  };
}

/** By the name of a contestant. */
export async function ownClients(): Promise<Readonly<Record<string, OpenClient>>> {
  return { Motet: openMotet, Hocuspocus: await openHocuspocus() };
}
