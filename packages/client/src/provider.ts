import type { Awareness } from "y-protocols/awareness";
import { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";
import { Connection } from "./connection.js";
import { endpointOf } from "./endpoint.js";
import { Events } from "./events.js";
import { Link, type ServerKnowledge } from "./link.js";
import { limitsOf, type ProviderOptions } from "./options.js";
import { Outbox } from "./outbox.js";
import type { Person } from "./people.js";
import { Presence } from "./presence.js";
import { refusalAt } from "./refusal.js";
import type { SocketLike } from "./socket-like.js";
import { type Status, sameStatus, statusOf } from "./status.js";
import type { User } from "./user.js";
import { watchWakeUps } from "./wake-ups.js";
import { type Ending, Wire } from "./wire.js";

/** Why no further attempt to connect will be made. */
export type Closed =
  /** The server closed with a final code (4400–4499). `reconnect()` tries again all the same. */
  | { readonly by: "server"; readonly code: number; readonly reason: string }
  /** `close()` was called, or the ydoc was destroyed. */
  | { readonly by: "provider" };

export interface ProviderEvents {
  /** What `status` now is; also when only its figures differ. */
  readonly status: Status;
  /** The new list. */
  readonly people: readonly Person[];
  /** Once: the document of the server has been applied for the first time. */
  readonly loaded: undefined;
  readonly closed: Closed;
}

/** Keeps a ydoc in step with a server and says what is saved. */
export interface Provider {
  readonly ydoc: Y.Doc;
  readonly awareness: Awareness;
  readonly documentId: string;
  readonly status: Status;
  /** Self first, then the others in the order in which they came. */
  readonly people: readonly Person[];
  /** The document of the server has been applied; before that, an empty ydoc means nothing. */
  readonly loaded: boolean;
  /** Leaving now could lose something: `warnBeforeUnload` asks this. */
  readonly hasUnsaved: boolean;
  /** Returns what ends the subscription. */
  on<Name extends keyof ProviderEvents>(
    event: Name,
    listener: (value: ProviderEvents[Name]) => void,
  ): () => void;
  /** How the others see us. */
  setUser(user: User): void;
  /** Tries again at once, also after a refusal. An open connection is asked for a sign of life. */
  reconnect(): void;
  /** Tells the others, sends what is on its way, and disposes everything. The ydoc stays. Idempotent. */
  close(): Promise<void>;
}

/** Begins to connect at once. Throws a `TypeError` or `RangeError` for options that cannot work, and only then. */
export function createProvider(options: ProviderOptions): Provider {
  return new ComposedProvider(options);
}

class ComposedProvider implements Provider {
  readonly ydoc: Y.Doc;
  readonly documentId: string;
  readonly #limits;
  readonly #outbox = new Outbox();
  readonly #server: ServerKnowledge = { acknowledges: "unknown" };
  readonly #events = new Events<ProviderEvents>(["status", "people", "loaded", "closed"]);
  readonly #presence: Presence;
  readonly #inner: WebsocketProvider;
  readonly #connection: Connection;
  readonly #stopWatching: () => void;
  #wire: Wire | null = null;
  #link: Link | null = null;
  #status: Status;
  #loaded = false;
  #closing: Promise<void> | null = null;

  constructor(options: ProviderOptions) {
    const { url, documentId, ydoc, user, token } = options;
    const Socket = (options.WebSocketPolyfill ?? globalThis.WebSocket) as
      | (new (
          url: string,
          protocols: string[],
        ) => SocketLike)
      | undefined;
    if (Socket === undefined)
      throw new TypeError("There is no WebSocket here: pass WebSocketPolyfill (of the package ws).");
    const { server, room } = endpointOf(url, documentId);
    this.#limits = limitsOf(options);
    this.ydoc = ydoc;
    this.documentId = documentId;
    this.#presence = new Presence(ydoc, user, (people) => this.#events.emit("people", people));
    const openWire = (address: string, protocols: string[]) => {
      this.#wire = this.#listen(new Socket(address, protocols));
      return this.#wire;
    };
    this.#inner = new WebsocketProvider(server, room, ydoc, {
      connect: false,
      awareness: this.#presence.awareness,
      disableBc: true,
      // When to connect is decided by the Connection; y-websocket's own timer then finds `shouldConnect` false.
      maxBackoffTime: 0,
      // `new` of a plain function gives the object that it returns.
      WebSocketPolyfill: function Socket(address: string, protocols: string[]) {
        return openWire(address, protocols);
      } as unknown as typeof WebSocket,
    });
    this.#inner.on("connection-close", () => {
      this.#inner.shouldConnect = false;
    });
    this.#connection = new Connection({
      dial: (protocols) => this.#dial(protocols),
      explain: (credential, signal) => refusalAt(this.#inner.url, credential, signal),
      token,
      limits: this.#limits,
      changed: () => this.#evaluate(),
      denied: (refusal) => this.#events.emit("closed", { by: "server", ...refusal }),
    });
    this.#status = this.#currentStatus();
    if (Y.encodeStateVector(ydoc).length > 1)
      this.#outbox.record(Y.encodeStateAsUpdate(ydoc).length, Date.now());
    // After y-websocket's own listener: what is recorded here has already been sent.
    ydoc.on("update", this.#receiveUpdate);
    ydoc.on("destroy", this.#receiveDestroy);
    this.#stopWatching = watchWakeUps({
      returned: () =>
        this.#connection.state.kind === "waiting" ? this.#connection.connect() : this.#link?.probe(),
      left: () => this.#link?.probe(),
    });
    this.#connection.connect();
  }

  get awareness(): Awareness {
    return this.#presence.awareness;
  }

  get status(): Status {
    return this.#status;
  }

  get people(): readonly Person[] {
    return this.#presence.people;
  }

  get loaded(): boolean {
    return this.#loaded;
  }

  get hasUnsaved(): boolean {
    return this.#status.unsavedEdits > 0 && this.#status.kind !== "synced";
  }

  on<Name extends keyof ProviderEvents>(
    event: Name,
    listener: (value: ProviderEvents[Name]) => void,
  ): () => void {
    return this.#events.on(event, listener);
  }

  setUser(user: User): void {
    this.#presence.setUser(user);
  }

  reconnect(): void {
    if (this.#link) this.#link.probe();
    else this.#connection.connect();
  }

  close(): Promise<void> {
    this.#closing ??= this.#shut();
    return this.#closing;
  }

  #dial(protocols: string[]): Wire {
    this.#inner.protocols = protocols;
    this.#presence.followClientId();
    this.#presence.forgetDeparted();
    try {
      this.#inner.connect();
    } catch (error) {
      this.#inner.shouldConnect = false;
      throw error;
    }
    return this.#wire as Wire;
  }

  #listen(socket: SocketLike): Wire {
    const wire: Wire = new Wire(socket, {
      opened: () => this.#opened(wire),
      answered: () => this.#link?.answered(),
      received: (message) => {
        this.#standIn();
        this.#link?.receive(message);
        if (this.#link?.isReady) this.#connection.proved();
        if (this.#link?.isServed) this.#load();
      },
      ended: (ending) => this.#ended(ending),
    });
    return wire;
  }

  #opened(wire: Wire): void {
    this.#link = new Link({
      wire,
      ydoc: this.ydoc,
      outbox: this.#outbox,
      server: this.#server,
      limits: this.#limits,
      changed: () => this.#evaluate(),
    });
    this.#standIn();
    this.#presence.renew();
    this.#connection.opened();
  }

  #ended(ending: Ending): void {
    this.#link?.dispose();
    this.#link = null;
    this.#outbox.reopen();
    this.#connection.ended(ending);
  }

  /** After whatever came in: what y-websocket would do about it, and we do otherwise. */
  #standIn(): void {
    // Its watchdog would cut the connection of a hidden tab, whose timers the browser slows down; the Link watches.
    this.#inner.wsLastMessageReceived = Number.POSITIVE_INFINITY;
    this.#presence.followClientId();
  }

  #load(): void {
    if (this.#loaded) return;
    this.#loaded = true;
    this.#events.emit("loaded", undefined);
  }

  readonly #receiveUpdate = (update: Uint8Array, origin: unknown): void => {
    if (origin === this.#inner) return;
    this.#presence.followClientId();
    this.#outbox.record(update.length, Date.now());
    this.#link?.ask();
    this.#evaluate();
  };

  readonly #receiveDestroy = (): void => {
    void this.close();
  };

  #currentStatus(): Status {
    return statusOf({
      connection: this.#connection.state,
      link: this.#link,
      server: this.#server,
      isSettled: this.#outbox.isSettled,
      unsaved: this.#outbox.unsaved,
    });
  }

  #evaluate(): void {
    const status = this.#currentStatus();
    if (sameStatus(status, this.#status)) return;
    this.#status = status;
    this.#events.emit("status", status);
  }

  async #shut(): Promise<void> {
    this.#stopWatching();
    this.ydoc.off("update", this.#receiveUpdate);
    this.ydoc.off("destroy", this.#receiveDestroy);
    this.#presence.leave();
    this.#connection.close();
    const wire = this.#inner.ws === null ? null : this.#wire;
    this.#inner.destroy();
    this.#presence.dispose();
    await settled(wire, this.#limits.closeTimeoutMs);
    this.#events.emit("closed", { by: "provider" });
    this.#events.clear();
  }
}

/** Waits for the closing handshake, and past the timer that y-websocket starts whenever a socket has closed. */
async function settled(wire: Wire | null, timeoutMs: number): Promise<void> {
  if (wire !== null) {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, timeoutMs);
      void wire.whenClosed().then(() => {
        clearTimeout(timer);
        resolve();
      });
    });
    wire.terminate();
  }
  await new Promise((resolve) => setTimeout(resolve, 1));
}
