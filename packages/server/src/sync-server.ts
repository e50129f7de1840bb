import { CloseCode, toBroadcast } from "@motet/protocol";
import { AddressBudgets } from "./address-budgets.js";
import type { Access, AccessRequest, Decision } from "./authorizer.js";
import { type ChangeListener, ChangeNotices } from "./change-notices.js";
import type { Clock } from "./clock.js";
import { loadDocument } from "./load-document.js";
import { Room } from "./room.js";
import { Session } from "./session.js";
import type { Socket } from "./socket.js";
import { StoreError } from "./store-error.js";
import { type Settings, type SyncServerOptions, settingsOf } from "./sync-server-options.js";
import { UpdateLog } from "./update-log.js";
import { WriteRefused } from "./write-refused.js";
import { trustedWriter } from "./writer.js";

/** Who a socket was let in as, decided before its upgrade. */
export interface Admission {
  readonly documentId: string;
  readonly access: Access;
  /** A secret that the device keeps and sends with every connection: its Yjs clientIDs are nobody else's. Absent or null for a client that sends none. */
  readonly deviceKey?: string | null;
  /** The network address that it comes from: its sockets share a budget. Absent or null: it has one of its own. */
  readonly address?: string | null;
}

export interface SyncServerStats {
  readonly rooms: number;
  readonly sessions: number;
  /** Sessions that do not read as fast as is written for them. */
  readonly behind: number;
  /** Network addresses that have a budget. */
  readonly addresses: number;
  /** What rooms hold of their documents. */
  readonly documentBytes: number;
  /** Bytes of updates that were accepted and are not known to be on disk. */
  readonly backlogBytes: number;
  readonly cannotSave: boolean;
}

export interface SyncServer {
  /** Rejects where it cannot be told. */
  authorize(request: AccessRequest): Promise<Decision>;
  /** Takes a socket over, synchronously, so that no message can come before its listener. */
  accept(socket: Socket, admission: Admission): void;
  /** The whole document as one Yjs update (v1); the seed for one that was never written. Rejects with a `StoreError`. */
  read(documentId: string): Promise<Uint8Array>;
  /** An edit by the server's own code: judged, relayed and logged like anybody's. Resolves when durable. Rejects with a `WriteRefused`, or a `StoreError`
   * ("closed" where the server stops before it is durable). */
  write(documentId: string, update: Uint8Array, author: string | null): Promise<void>;
  /** Says something once to everybody who has the document open, as the server. It is kept nowhere. `topic`: 1–64 bytes, `value`: at most 16 KiB of JSON; throws a RangeError beyond. */
  broadcast(documentId: string, topic: string, value: unknown): void;
  /** Closes the document's sessions and its room. */
  disconnect(documentId: string, code: number, reason: string): Promise<void>;
  /** Closes the document's sessions with 4404 and deletes it for good. */
  remove(documentId: string): Promise<void>;
  /** After a change is durable, at most once per document and `changeNoticeMs`, and when its room closes. Returns its unsubscriber. */
  on(event: "documentChanged", listener: ChangeListener): () => void;
  stats(): SyncServerStats;
  /** Closes every session with 1001, waits for what is being written. Idempotent. Does not close the store. */
  close(): Promise<void>;
}

interface OpenSlot {
  readonly kind: "open";
  readonly room: Room;
  /** Sessions, reads and writes that need the room. */
  users: number;
  onUnused: (() => void)[];
  cancelUnload: () => void;
}

type Slot =
  | { readonly kind: "opening"; readonly opened: Promise<void> }
  | OpenSlot
  | { readonly kind: "closing"; readonly closed: Promise<void> };

export function createSyncServer(options: SyncServerOptions): SyncServer {
  return new RoomServer(settingsOf(options));
}

/** Rooms by document: opened once however many ask, kept while somebody uses them, closed after their last write. */
class RoomServer implements SyncServer {
  readonly #slots = new Map<string, Slot>();
  readonly #sessions = new Map<Session, string>();
  readonly #updateLog: UpdateLog;
  readonly #notices: ChangeNotices;
  readonly #budgets: AddressBudgets;
  #closing: Promise<void> | null = null;
  #stop: () => void = () => {};
  /** Resolves when nothing more will become durable. */
  readonly #stopped = new Promise<void>((resolve) => {
    this.#stop = resolve;
  });

  constructor(private readonly settings: Settings) {
    const { clock, log, limits } = settings;
    this.#budgets = new AddressBudgets(clock, limits);
    this.#notices = new ChangeNotices({ clock, log, everyMs: limits.changeNoticeMs });
    this.#updateLog = new UpdateLog({
      ...settings,
      onConditionChanged: (cannotSave) => {
        for (const session of this.#sessions.keys()) session.announceCondition(cannotSave);
      },
    });
  }

  authorize(request: AccessRequest): Promise<Decision> {
    return this.settings.authorizer.authorize(request);
  }

  accept(socket: Socket, { documentId, access, deviceKey = null, address = null }: Admission): void {
    const session = new Session({
      ...this.settings,
      socket,
      documentId,
      access,
      deviceKey,
      budget: address === null ? null : this.#budgets.acquire(address),
      onClosed: () => {
        this.#sessions.delete(session);
        if (address !== null) this.#budgets.release(address);
      },
    });
    this.#sessions.set(session, documentId);
    if (this.#closing) session.close(CloseCode.GOING_AWAY, "the server is stopping");
    else void this.#serve(session, documentId);
  }

  async #serve(session: Session, documentId: string): Promise<void> {
    try {
      await this.#use(documentId, (room) => {
        if (session.isClosed) return Promise.resolve();
        session.open(room);
        return session.closed;
      });
    } catch (error) {
      this.settings.log.error({ error, documentId }, "A document could not be opened");
      session.close(CloseCode.OVERLOADED, "the document cannot be opened at present");
    }
  }

  read(documentId: string): Promise<Uint8Array> {
    return this.#use(documentId, async (room) => {
      await room.warm();
      return room.full();
    });
  }

  write(documentId: string, update: Uint8Array, author: string | null): Promise<void> {
    return this.#use(documentId, async (room) => {
      const submission = room.submit(update, trustedWriter(author), false);
      if (submission.kind === "refused") throw new WriteRefused(submission.reason);
      if (submission.kind !== "accepted" && submission.kind !== "nothing-new")
        throw new WriteRefused(submission.kind);
      const stopped = this.#stopped.then(() => {
        throw stopping();
      });
      await Promise.race([room.whenDurable(), stopped]);
    });
  }

  broadcast(documentId: string, topic: string, value: unknown): void {
    const message = toBroadcast(topic, value, "server");
    const slot = this.#slots.get(documentId);
    if (slot?.kind === "open") slot.room.broadcast(message, null);
  }

  async disconnect(documentId: string, code: number, reason: string): Promise<void> {
    for (const [session, at] of this.#sessions) {
      if (at === documentId) session.close(code, reason);
    }
    const slot = this.#slots.get(documentId);
    switch (slot?.kind) {
      case undefined:
        return;
      case "opening":
        await slot.opened.catch(() => {});
        return this.disconnect(documentId, code, reason);
      case "closing":
        return slot.closed;
      case "open":
        if (slot.users > 0) await new Promise<void>((resolve) => slot.onUnused.push(resolve));
        return this.#drop(documentId, slot);
    }
  }

  async remove(documentId: string): Promise<void> {
    while (this.#slots.has(documentId)) {
      await this.disconnect(documentId, CloseCode.GONE, "the document has been deleted");
    }
    const closed = this.settings.store.remove(documentId).finally(() => this.#slots.delete(documentId));
    this.#slots.set(documentId, { kind: "closing", closed: closed.catch(() => {}) });
    await closed;
  }

  on(_event: "documentChanged", listener: ChangeListener): () => void {
    return this.#notices.on(listener);
  }

  stats(): SyncServerStats {
    return {
      rooms: this.#slots.size,
      sessions: this.#sessions.size,
      behind: count(this.#sessions.keys(), (session) => session.isBehind),
      addresses: this.#budgets.size,
      documentBytes: sum(this.#slots.values(), (slot) => (slot.kind === "open" ? slot.room.bytes : 0)),
      backlogBytes: this.#updateLog.backlogBytes,
      cannotSave: this.#updateLog.cannotSave,
    };
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #use<Result>(documentId: string, work: (room: Room) => Promise<Result>): Promise<Result> {
    const slot = await this.#acquire(documentId);
    try {
      return await work(slot.room);
    } finally {
      this.#release(documentId, slot);
    }
  }

  async #acquire(documentId: string): Promise<OpenSlot> {
    for (;;) {
      if (this.#closing) throw stopping();
      const slot = this.#slots.get(documentId) ?? this.#open(documentId);
      switch (slot.kind) {
        case "open":
          slot.users += 1;
          slot.cancelUnload();
          return slot;
        case "opening":
          await slot.opened;
          break;
        case "closing":
          await slot.closed;
          break;
      }
    }
  }

  #release(documentId: string, slot: OpenSlot): void {
    slot.users -= 1;
    if (slot.users > 0) return;
    const { clock, limits } = this.settings;
    slot.cancelUnload = clock.after(limits.unloadAfterMs, () => void this.#unload(documentId, slot));
    for (const resolve of slot.onUnused.splice(0)) resolve();
  }

  #open(documentId: string): Slot {
    const slot: Slot = { kind: "opening", opened: this.#load(documentId) };
    this.#slots.set(documentId, slot);
    return slot;
  }

  async #load(documentId: string): Promise<void> {
    try {
      const state = await loadDocument(documentId, this.settings);
      const room = new Room(state, {
        ...this.settings,
        documentId,
        updateLog: this.#updateLog,
        onChangeDurable: (change) => this.#notices.add(change),
        onLost: () =>
          void this.disconnect(documentId, CloseCode.OVERLOADED, "the document has to be opened anew"),
      });
      this.#slots.set(documentId, { kind: "open", room, users: 0, onUnused: [], cancelUnload: () => {} });
    } catch (error) {
      this.#slots.delete(documentId);
      throw error;
    }
  }

  /** Leaves a short log behind, and closes the room; whoever comes meanwhile keeps it. */
  async #unload(documentId: string, slot: OpenSlot): Promise<void> {
    slot.cancelUnload();
    await slot.room.settle();
    await this.#drop(documentId, slot);
  }

  /** Closes a room that nobody uses, after its last write. */
  async #drop(documentId: string, slot: OpenSlot): Promise<void> {
    slot.cancelUnload();
    await slot.room.whenDurable();
    // One who came and went meanwhile has seen to it that the room closes later.
    if (slot.users > 0 || !slot.room.isDurable || this.#slots.get(documentId) !== slot) return;
    slot.cancelUnload();
    const closed = slot.room.stop().then(() => {
      this.#notices.flush(documentId);
      this.#slots.delete(documentId);
    });
    this.#slots.set(documentId, { kind: "closing", closed });
    await closed;
  }

  async #close(): Promise<void> {
    const { clock, log, limits, compactor } = this.settings;
    const deadline = clock.now() + limits.closeTimeoutMs;
    for (const session of this.#sessions.keys())
      session.close(CloseCode.GOING_AWAY, "the server is stopping");
    const lost = await this.#updateLog.close(limits.closeTimeoutMs);
    if (lost > 0)
      log.error({ updates: lost }, "Stopped with updates that the store did not take; none was acknowledged");
    this.#stop();
    const ending: Promise<unknown>[] = [compactor.close()];
    for (const [documentId, slot] of this.#slots) {
      switch (slot.kind) {
        case "opening":
          break;
        case "closing":
          ending.push(slot.closed);
          break;
        case "open":
          slot.cancelUnload();
          this.#notices.flush(documentId);
          ending.push(slot.room.stop());
      }
    }
    await within(clock, deadline, Promise.allSettled(ending));
  }
}

/** Waits for the work no longer than until `deadline`. */
function within(clock: Clock, deadline: number, work: Promise<unknown>): Promise<void> {
  return new Promise((resolve) => {
    const cancel = clock.after(Math.max(0, deadline - clock.now()), resolve);
    void work.then(() => {
      cancel();
      resolve();
    });
    if (clock.now() >= deadline) resolve();
  });
}

function sum<Item>(items: Iterable<Item>, of: (item: Item) => number): number {
  let total = 0;
  for (const item of items) total += of(item);
  return total;
}

function count<Item>(items: Iterable<Item>, is: (item: Item) => boolean): number {
  return sum(items, (item) => Number(is(item)));
}

function stopping(): StoreError {
  return new StoreError("closed", "The server is stopping");
}
