import { type DBSchema, deleteDB, type IDBPDatabase, openDB } from "idb";

/** Some of a document's updates, as one Yjs update. */
export interface Entry {
  readonly update: Uint8Array;
  /** Local edits in it that were not known to be on the server's disk when it was written. */
  readonly edits: number;
  /** When the oldest of them was made (milliseconds since the epoch); null when there is none. */
  readonly since: number | null;
}

interface StoredEntry extends Entry {
  readonly document: string;
  /** Given by the database, rising over all documents. */
  readonly seq?: number;
}

interface StoredDocument {
  readonly document: string;
  /** Changes when a copy is begun anew: what was written for an earlier one does not belong to it. */
  readonly epoch: string;
  /** Milliseconds since the epoch. */
  readonly openedAt: number;
  /** Edits of entries up to here are on the server's disk. */
  readonly savedThrough: number;
  readonly bytes: number;
  /** The device key that its edits were first sent with. A copy of before this was kept has none. */
  readonly deviceKey?: string;
}

interface Schema extends DBSchema {
  documents: { key: string; value: StoredDocument };
  entries: { key: number; value: StoredEntry; indexes: { "by-document": [string, number] } };
}

const VERSION = 1;
const BOTH = ["documents", "entries"] as const;

/** What a device has of a document. */
export interface Copy {
  /** Null: nothing. */
  readonly epoch: string | null;
  /** Null: not known. */
  readonly deviceKey: string | null;
  /** Up to which number this is. */
  readonly position: number;
  /** Oldest first. Edits that are known to be saved are not counted in them any more. */
  readonly entries: readonly Entry[];
}

export interface Writing {
  /** Null: nothing; a read alone. */
  readonly entry: Entry | null;
  /** The entry is the whole document, and takes the place of every other. */
  readonly isWhole: boolean;
}

export interface DatabaseListener {
  /** Somebody wants to delete the database: it has been given up. */
  yielded(): void;
  /** The browser has closed it, as when a person clears what a site keeps. */
  lost(): void;
}

/**
 * What one person's documents are kept in on this device. Every method is one transaction: a tab that ends in the middle
 * of it has written either all or nothing. What has been written survives the end of the browser, and a power cut.
 */
export class DeviceDatabase {
  readonly #db: IDBPDatabase<Schema>;

  private constructor(db: IDBPDatabase<Schema>) {
    this.#db = db;
  }

  /** Rejects where the browser denies storage. */
  static async open(name: string, listener: DatabaseListener): Promise<DeviceDatabase> {
    const db = await openDB<Schema>(name, VERSION, {
      upgrade(fresh) {
        fresh.createObjectStore("documents", { keyPath: "document" });
        const entries = fresh.createObjectStore("entries", { keyPath: "seq", autoIncrement: true });
        entries.createIndex("by-document", ["document", "seq"]);
      },
      blocking(_current, _wanted, event) {
        (event.target as IDBDatabase).close();
        listener.yielded();
      },
      terminated: () => listener.lost(),
    });
    return new DeviceDatabase(db);
  }

  /** Deletes everything that a person has kept here. Resolves when it is gone. */
  static async remove(name: string): Promise<void> {
    await deleteDB(name);
  }

  async load(document: string): Promise<Copy> {
    const tx = this.#db.transaction(BOTH);
    const stored = await tx.objectStore("documents").get(document);
    if (stored === undefined) return { epoch: null, deviceKey: null, position: 0, entries: [] };
    const entries = await tx.objectStore("entries").index("by-document").getAll(after(document, 0));
    return {
      epoch: stored.epoch,
      deviceKey: stored.deviceKey ?? null,
      position: entries.at(-1)?.seq ?? 0,
      entries: entries.map((entry) => uncounted(entry, stored.savedThrough)),
    };
  }

  /**
   * Reads what others have written behind `position`, and then writes. `compose` is given what was read, and whether this
   * still is the copy that `epoch` belongs to; where it is not, it has to give the whole document. A copy keeps the device
   * key of who began it.
   */
  async exchange(
    document: string,
    known: { readonly epoch: string | null; readonly position: number },
    deviceKey: string,
    compose: (others: readonly Entry[], isSame: boolean) => Writing,
  ): Promise<{ readonly epoch: string; readonly position: number }> {
    const tx = this.#db.transaction(BOTH, "readwrite", { durability: "strict" });
    // Before anything can fail: an abort is told by the awaited request, and must not be an unhandled rejection too.
    tx.done.catch(() => {});
    const documents = tx.objectStore("documents");
    const entries = tx.objectStore("entries");
    const stored = await documents.get(document);
    const isSame = stored !== undefined && stored.epoch === known.epoch;
    const from = isSame ? known.position : 0;
    const others = await entries.index("by-document").getAll(after(document, from));
    const savedThrough = stored?.savedThrough ?? 0;
    const { entry, isWhole } = compose(
      others.map((other) => uncounted(other, savedThrough)),
      isSame,
    );
    let position = others.at(-1)?.seq ?? from;
    let bytes = stored?.bytes ?? 0;
    if (entry !== null) {
      let counted = entry;
      if (isWhole) {
        const all = await entries.index("by-document").getAll(after(document, 0));
        for (const old of all) {
          counted = sum(counted, uncounted(old, savedThrough));
          await entries.delete(old.seq as number);
        }
        bytes = 0;
      }
      position = await entries.add({ ...counted, document });
      bytes += entry.update.length;
    }
    const epoch = stored?.epoch ?? crypto.randomUUID();
    await documents.put({
      document,
      epoch,
      openedAt: Date.now(),
      savedThrough,
      bytes,
      deviceKey: stored?.deviceKey ?? deviceKey,
    });
    await tx.done;
    return { epoch, position };
  }

  /** Everything through `position` is on the server's disk. */
  async markSaved(document: string, epoch: string, position: number): Promise<void> {
    const tx = this.#db.transaction("documents", "readwrite");
    const stored = await tx.store.get(document);
    if (stored?.epoch === epoch && stored.savedThrough < position)
      await tx.store.put({ ...stored, savedThrough: position });
    await tx.done;
  }

  async forget(document: string): Promise<void> {
    const tx = this.#db.transaction(BOTH, "readwrite");
    await drop(tx, document);
    await tx.done;
  }

  /**
   * Notes that a document has been opened, and makes room: forgets those that were opened longest ago, and none that
   * holds an edit which the server lacks.
   */
  async evict(opened: string, limits: { readonly documents: number; readonly bytes: number }): Promise<void> {
    const tx = this.#db.transaction(BOTH, "readwrite");
    const all = await tx.objectStore("documents").getAll();
    const own = all.find(({ document }) => document === opened);
    if (own !== undefined) await tx.objectStore("documents").put({ ...own, openedAt: Date.now() });
    let count = all.length;
    let bytes = all.reduce((total, each) => total + each.bytes, 0);
    for (const each of all.sort((a, b) => a.openedAt - b.openedAt)) {
      if (count <= limits.documents && bytes <= limits.bytes) break;
      if (each.document === opened) continue;
      const unsaved = await tx
        .objectStore("entries")
        .index("by-document")
        .getAll(after(each.document, each.savedThrough));
      if (unsaved.some(({ edits }) => edits > 0)) continue;
      await drop(tx, each.document);
      count -= 1;
      bytes -= each.bytes;
    }
    await tx.done;
  }

  close(): void {
    this.#db.close();
  }
}

type Writable = ReturnType<typeof writable>;
/** Only for its type. */
const writable = (db: IDBPDatabase<Schema>) => db.transaction(BOTH, "readwrite");

async function drop(tx: Writable, document: string): Promise<void> {
  const keys = await tx.objectStore("entries").index("by-document").getAllKeys(after(document, 0));
  for (const key of keys) await tx.objectStore("entries").delete(key);
  await tx.objectStore("documents").delete(document);
}

function after(document: string, seq: number): IDBKeyRange {
  return IDBKeyRange.bound([document, seq], [document, Number.POSITIVE_INFINITY], true);
}

function uncounted({ update, edits, since, seq = 0 }: StoredEntry, savedThrough: number): Entry {
  return seq > savedThrough ? { update, edits, since } : { update, edits: 0, since: null };
}

/** The first's bytes with the edits of both. */
function sum(whole: Entry, old: Entry): Entry {
  const since =
    whole.since === null ? old.since : old.since === null ? whole.since : Math.min(whole.since, old.since);
  return { update: whole.update, edits: whole.edits + old.edits, since };
}
