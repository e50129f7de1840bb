import { type Broadcast, encodeBroadcast, fromBroadcast, toBroadcast } from "@motet/protocol";
import type { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";
import { Connection, type ConnectionState, type Transport } from "./connection.js";
import { DeviceCopy } from "./device/device-copy.js";
import { deviceKey } from "./device-key.js";
import { endpointOf } from "./endpoint.js";
import { Events } from "./events.js";
import { PollingSocket } from "./fallback/polling-socket.js";
import { WebSocketProbe } from "./fallback/websocket-probe.js";
import { inquire } from "./inquire.js";
import { Link, type ServerKnowledge } from "./link.js";
import { limitsOf, type ProviderOptions } from "./options.js";
import { Outbox } from "./outbox.js";
import type { Person } from "./people.js";
import { Presence } from "./presence.js";
import type { Provider, ProviderEvents } from "./provider.js";
import type { SocketClass, SocketLike } from "./socket-like.js";
import { type Status, sameStatus, statusOf } from "./status.js";
import { subprotocols } from "./subprotocols.js";
import { SyncEngine } from "./sync-engine.js";
import type { User } from "./user.js";
import { watchWakeUps } from "./wake-ups.js";
import { type Ending, Wire } from "./wire.js";

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
  readonly #events = new Events<ProviderEvents>(["status", "people", "loaded", "closed", "message"]);
  readonly #presence: Presence;
  readonly #engine: SyncEngine;
  readonly #connection: Connection;
  readonly #copy: DeviceCopy | null;
  readonly #stopWatching: () => void;
  readonly #Socket: SocketClass;
  readonly #token: ProviderOptions["token"];
  #probe: WebSocketProbe | null = null;
  #wire: Wire | null = null;
  #link: Link | null = null;
  #status: Status;
  #loaded = false;
  #closing: Promise<void> | null = null;

  constructor(options: ProviderOptions) {
    const { url, documentId, ydoc, user, token, device } = options;
    this.#Socket = socketClassOf(options);
    this.#token = token;
    const endpoint = endpointOf(url, documentId);
    this.#limits = limitsOf(options);
    this.ydoc = ydoc;
    this.documentId = documentId;
    this.#presence = new Presence(ydoc, user, (people) => this.#events.emit("people", people));
    this.#engine = new SyncEngine({
      endpoint,
      ydoc,
      awareness: this.#presence.awareness,
      openWire: (address, protocols) =>
        this.#listen(new (this.#socketOf(this.#connection.transport))(address, protocols)),
    });
    this.#connection = new Connection({
      dial: (credential) => this.#dial(credential),
      inquire: (credential, signal) => inquire(this.#engine.address, credential, signal),
      token,
      limits: this.#limits,
      changed: () => this.#evaluate(),
      denied: (refusal) => this.#events.emit("closed", { by: "server", ...refusal }),
    });
    this.#copy = device
      ? new DeviceCopy({
          owner: device.owner,
          address: this.#engine.address,
          ydoc,
          deviceKey: deviceKey(),
          limits: this.#limits,
          isSaved: () => this.#outbox.isSettled,
          changed: () => this.#evaluate(),
          applied: ({ edits, bytes, since }) => {
            if (edits > 0) this.#outbox.record(bytes, since ?? Date.now(), edits);
            this.#link?.ask();
            this.#evaluate();
          },
        })
      : null;
    this.#status = this.#currentStatus();
    if (Y.encodeStateVector(ydoc).length > 1)
      this.#outbox.record(Y.encodeStateAsUpdate(ydoc).length, Date.now());
    // After y-websocket's own listener: what is recorded here has already been sent.
    ydoc.on("update", this.#receiveUpdate);
    ydoc.on("destroy", this.#receiveDestroy);
    this.#stopWatching = watchWakeUps({
      returned: () => {
        this.#presence.setAway(false);
        this.#wake("waiting", "resting");
        this.#link?.probe();
        this.#probe?.tryNow();
      },
      left: () => this.#link?.probe(),
      hidden: () => {
        this.#presence.setAway(true);
        this.#copy?.flush();
      },
      stirred: () => this.#wake("resting"),
    });
    if (this.#copy === null) this.#connection.connect();
    else void this.#connectAfter(this.#copy);
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
    const { kind, unsavedEdits, onDevice } = this.#status;
    return unsavedEdits > 0 && kind !== "synced" && onDevice !== "kept";
  }

  on<Name extends keyof ProviderEvents>(
    event: Name,
    listener: (value: ProviderEvents[Name]) => void,
  ): () => void {
    return this.#events.on(event, listener);
  }

  broadcast(topic: string, data: unknown): boolean {
    const frame = encodeBroadcast(toBroadcast(topic, data, "peer"));
    if (this.#wire === null || !this.#wire.isOpen) return false;
    this.#wire.send(frame);
    return true;
  }

  setUser(user: User): void {
    this.#presence.setUser(user);
  }

  reconnect(): void {
    if (this.#link) this.#link.probe();
    else this.#connection.connect();
  }

  async forgetOnDevice(): Promise<void> {
    await this.#copy?.forget();
  }

  close(): Promise<void> {
    this.#closing ??= this.#shut();
    return this.#closing;
  }

  /** What the device has need not come over the network; but a device that hangs must not keep us from it. */
  async #connectAfter(copy: DeviceCopy): Promise<void> {
    const timer = setTimeout(() => this.#connection.connect(), this.#limits.deviceReadTimeoutMs);
    const hasDocument = await copy.open();
    clearTimeout(timer);
    if (this.#closing !== null) return;
    if (hasDocument) this.#beLoaded();
    this.#connection.connect();
  }

  #wake(...kinds: ConnectionState["kind"][]): void {
    if (kinds.includes(this.#connection.state.kind)) this.#connection.connect();
  }

  #socketOf(transport: Transport): SocketClass {
    switch (transport) {
      case "websocket":
        return this.#Socket;
      case "polling":
        return PollingSocket;
    }
  }

  #protocolsFor(credential: string | null): string[] {
    return subprotocols(credential, this.#copy?.deviceKey ?? deviceKey());
  }

  #dial(credential: string | null): Wire {
    this.#presence.followClientId();
    this.#presence.forgetDeparted();
    return this.#engine.connect(this.#protocolsFor(credential));
  }

  #listen(socket: SocketLike): Wire {
    const wire: Wire = new Wire(socket, {
      opened: () => this.#opened(wire),
      answered: () => this.#link?.answered(),
      received: (message) => {
        this.#engine.calmWatchdog();
        this.#presence.followClientId();
        this.#connection.carried();
        if (message.kind === "broadcast") this.#hear(message);
        this.#link?.receive(message);
        if (this.#link?.isReady) this.#connection.proved();
      },
      ended: (ending) => this.#ended(wire, ending),
    });
    return wire;
  }

  #hear(message: Broadcast): void {
    const data = fromBroadcast(message);
    if (data !== undefined) this.#events.emit("message", { topic: message.topic, data, by: message.by });
  }

  #opened(wire: Wire): void {
    this.#wire = wire;
    this.#link = new Link({
      wire,
      ydoc: this.ydoc,
      outbox: this.#outbox,
      server: this.#server,
      limits: this.#limits,
      changed: () => {
        if (this.#link?.isServed) this.#beLoaded();
        if (this.#outbox.isSettled) this.#copy?.noteSaved();
        this.#evaluate();
      },
    });
    this.#copy?.setUrgent(false);
    this.#engine.calmWatchdog();
    this.#presence.renew();
    if (this.#connection.transport === "polling") this.#probeWebSocket();
    this.#connection.opened();
  }

  #probeWebSocket(): void {
    this.#probe = new WebSocketProbe({
      Socket: this.#Socket,
      address: this.#engine.address,
      protocols: async () => this.#protocolsFor((await this.#token?.()) ?? null),
      limits: this.#limits,
      works: () => this.#connection.switchTo("websocket"),
    });
  }

  #ended(wire: Wire, ending: Ending): void {
    this.#link?.dispose();
    this.#link = null;
    this.#wire = null;
    this.#probe?.dispose();
    this.#probe = null;
    this.#outbox.reopen();
    this.#copy?.setUrgent(true);
    this.#connection.ended(wire, ending);
  }

  #beLoaded(): void {
    if (this.#loaded) return;
    this.#loaded = true;
    this.#events.emit("loaded", undefined);
  }

  readonly #receiveUpdate = (update: Uint8Array, origin: unknown): void => {
    const now = Date.now();
    if (this.#engine.isOrigin(origin)) {
      this.#copy?.add(update, "server", now);
      return;
    }
    // Counted by `applied`, with what the device knows of it.
    if (origin === this.#copy && origin !== null) return;
    this.#copy?.add(update, "local", now);
    this.#presence.followClientId();
    this.#outbox.record(update.length, now);
    this.#link?.ask();
    this.#wake("resting");
    this.#evaluate();
  };

  readonly #receiveDestroy = (): void => {
    void this.close();
  };

  #currentStatus(): Status {
    return statusOf({
      connection: this.#connection.state,
      transport: this.#connection.transport,
      link: this.#link,
      server: this.#server,
      isSettled: this.#outbox.isSettled,
      unsaved: this.#outbox.unsaved,
      onDevice: this.#copy?.condition ?? "off",
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
    this.#probe?.dispose();
    this.ydoc.off("update", this.#receiveUpdate);
    this.ydoc.off("destroy", this.#receiveDestroy);
    this.#presence.leave();
    this.#connection.close();
    const closed = this.#engine.close(this.#limits.closeTimeoutMs);
    this.#presence.dispose();
    await Promise.all([closed, this.#copy?.close()]);
    this.#events.emit("closed", { by: "provider" });
    this.#events.clear();
  }
}

function socketClassOf({ WebSocketPolyfill }: ProviderOptions): SocketClass {
  const Socket = WebSocketPolyfill ?? globalThis.WebSocket;
  if (Socket === undefined) {
    throw new TypeError("There is no WebSocket here: pass WebSocketPolyfill (of the package ws).");
  }
  return Socket as unknown as SocketClass;
}
