import { EMPTY_DOCUMENT, readTitle } from "@motet/model";
import type { Catalog, DocumentChange, DocumentRecord, DocumentStore, StoredDocument } from "@motet/server";
import type { FastifyBaseLogger } from "fastify";
import * as Y from "yjs";
import { Turns } from "./turns.js";

/** A durable set of names. */
export interface Marks {
  add(names: readonly string[]): Promise<void>;
  remove(names: readonly string[]): Promise<void>;
  list(prefix: string): Promise<readonly string[]>;
}

export interface CatalogProjectionOptions {
  readonly catalog: Catalog;
  readonly store: Pick<DocumentStore, "load">;
  readonly marks: Marks;
  readonly log: Pick<FastifyBaseLogger, "error" | "info">;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** "The list may lack what was last written to this document." */
const STALE = "catalog-stale/";

/** While somebody writes, the time of the last edit is put down so often; it is no news to anybody who looks at a list. */
const TIME_RESTS_MS = 10_000;

/** About a twentieth of the time, at the most, goes into reading the title of one document again and again: reading takes some 0.3 ms for each kB. */
const TITLE_RESTS_MS_PER_KB = 6;
const TITLE_RESTS_AT_MOST_MS = 10_000;

/** A list of documents waits so long for titles that were touched before it was asked for. */
const LIST_WAITS_AT_MOST_MS = 1000;

type FollowedChange = Pick<DocumentChange, "documentId" | "time" | "isTitleTouched">;

/** A document that has changed, or that rests after its projection. */
interface Followed {
  /** Of the latest change that is yet to be projected; null: none. */
  time: number | null;
  /** By the monotonic clock: when its title may be read again, and when it may be projected for its time alone. */
  titleRestsUntil: number;
  timeRestsUntil: number;
  timer: NodeJS.Timeout;
}

/**
 * Keeps the list of documents in step with the documents: title and time of the last edit follow from what was written. The title is read only where it was
 * touched. A document is marked as stale, durably, before anybody may write to it; what a crash left marked is projected again at the next start.
 */
export class CatalogProjection {
  readonly #turns = new Turns();
  /** Documents that were marked in this process. */
  readonly #marked = new Map<string, Promise<void>>();
  readonly #followed = new Map<string, Followed>();
  /** Documents whose title has been touched since it was read. */
  readonly #untitled = new Set<string>();
  /** Documents whose title in the list may be an older one, and who is told when it no longer is. */
  readonly #behind = new Set<string>();
  readonly #waiting = new Set<(documentId: string) => void>();
  readonly #failed = new Set<string>();

  constructor(private readonly options: CatalogProjectionOptions) {}

  /** Resolves when a later crash can no longer hide what will be written. Call it before the first write. */
  expect(documentId: string): Promise<void> {
    const marking = this.#marked.get(documentId) ?? this.options.marks.add([STALE + documentId]);
    this.#marked.set(documentId, marking);
    return marking.catch((error: unknown) => {
      this.#marked.delete(documentId);
      throw error;
    });
  }

  /** Follows a change that is durable. Never throws; however many changes come, one projection of a document waits at a time. */
  follow({ documentId, time, isTitleTouched }: FollowedChange): void {
    if (isTitleTouched) {
      this.#untitled.add(documentId);
      this.#behind.add(documentId);
    }
    const followed = this.#followed.get(documentId);
    if (followed === undefined) {
      const timer = setTimeout(() => this.#look(documentId), 0);
      this.#followed.set(documentId, { time, titleRestsUntil: 0, timeRestsUntil: 0, timer });
      return;
    }
    followed.time = Math.max(followed.time ?? 0, time);
    if (isTitleTouched) this.#lookAt(documentId, followed, followed.titleRestsUntil);
  }

  /** Resolves when the titles that have been touched by now are in the list, or after a second: that of a large document may rest. */
  async settled(): Promise<void> {
    const behind = new Set(this.#behind);
    if (behind.size === 0) return;
    await new Promise<void>((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        this.#waiting.delete(onRead);
        resolve();
      };
      const timer = setTimeout(done, LIST_WAITS_AT_MOST_MS);
      const onRead = (documentId: string): void => {
        if (behind.delete(documentId) && behind.size === 0) done();
      };
      this.#waiting.add(onRead);
    });
  }

  /** Brings the record up to date now; `time` is that of the last edit. */
  record(documentId: string, time: number): Promise<DocumentRecord> {
    return this.#turns.take(documentId, () => this.#project(documentId, time));
  }

  /** The record of a document, made now where the document has been written to and has none. Null: there is no such document. */
  async current(documentId: string): Promise<DocumentRecord | null> {
    const record = await this.options.catalog.get(documentId);
    return record ?? this.#turns.take(documentId, () => this.#projectStored(documentId));
  }

  /** Null: there is no such document. */
  setTrashed(documentId: string, trashedAt: number | null): Promise<DocumentRecord | null> {
    return this.#turns.take(documentId, async () => {
      const record = await this.options.catalog.get(documentId);
      if (record === null || record.trashedAt === trashedAt) return record;
      const changed = { ...record, trashedAt };
      await this.options.catalog.put(changed);
      return changed;
    });
  }

  /** Projects what an earlier process left stale. Call it at the start. */
  async catchUp(): Promise<void> {
    const stale = await this.options.marks.list(STALE);
    for (const mark of stale) {
      const documentId = mark.slice(STALE.length);
      try {
        await this.#turns.take(documentId, () => this.#projectStored(documentId));
        if (!this.#marked.has(documentId)) await this.options.marks.remove([mark]);
      } catch (error) {
        this.options.log.error({ err: error, documentId }, "The list of documents could not catch up");
      }
    }
    if (stale.length > 0)
      this.options.log.info({ documents: stale.length }, "Caught up with an interrupted stop");
  }

  /** Waits for what is under way, then forgets the marks of what is in step. Call it when nobody can write any more. */
  async close(): Promise<void> {
    for (const documentId of this.#followed.keys()) this.#look(documentId, Number.POSITIVE_INFINITY);
    for (const { timer } of this.#followed.values()) clearTimeout(timer);
    this.#followed.clear();
    await this.#turns.settled();
    const done = [...this.#marked.keys()].filter((documentId) => !this.#failed.has(documentId));
    await this.options.marks.remove(done.map((documentId) => STALE + documentId));
  }

  #lookAt(documentId: string, followed: Followed, at: number): void {
    clearTimeout(followed.timer);
    followed.timer = setTimeout(() => this.#look(documentId), Math.max(0, at - performance.now()));
  }

  #look(documentId: string, now = performance.now()): void {
    const followed = this.#followed.get(documentId);
    if (followed === undefined) return;
    const { titleRestsUntil, timeRestsUntil } = followed;
    if (followed.time === null) {
      const restsUntil = Math.max(titleRestsUntil, timeRestsUntil);
      if (restsUntil > now) this.#lookAt(documentId, followed, restsUntil);
      else this.#followed.delete(documentId);
      return;
    }
    const due = this.#untitled.has(documentId) ? titleRestsUntil : timeRestsUntil;
    if (due > now) {
      this.#lookAt(documentId, followed, due);
      return;
    }
    const { time } = followed;
    followed.time = null;
    followed.timeRestsUntil = performance.now() + TIME_RESTS_MS;
    this.#turns
      .take(documentId, () => this.#projectChange(documentId, time))
      .then(
        () => this.#failed.delete(documentId),
        (error: unknown) => {
          this.#failed.add(documentId);
          this.options.log.error(
            { err: error, documentId },
            "The list of documents could not follow a change",
          );
        },
      );
    this.#lookAt(documentId, followed, followed.timeRestsUntil);
  }

  async #projectChange(documentId: string, time: number): Promise<void> {
    const before = await this.options.catalog.get(documentId);
    if (before === null || this.#untitled.has(documentId)) await this.#project(documentId, time);
    else await this.options.catalog.put(atTime(before, time));
  }

  /** From what is in the store: the last entry's time is that of the last edit, as far as it is known. */
  async #projectStored(documentId: string): Promise<DocumentRecord | null> {
    const [record, stored] = await Promise.all([
      this.options.catalog.get(documentId),
      this.options.store.load(documentId),
    ]);
    if (stored.lastSeq === 0) return record;
    const time =
      stored.entries.at(-1)?.time ?? stored.checkpoint?.time ?? record?.updatedAt ?? this.options.now();
    return this.#project(documentId, time);
  }

  async #project(documentId: string, time: number): Promise<DocumentRecord> {
    const [before, title] = await Promise.all([
      this.options.catalog.get(documentId),
      this.#titleOf(documentId),
    ]);
    const created = { id: documentId, title, createdAt: time, updatedAt: time, trashedAt: null };
    const record = before === null ? created : { ...atTime(before, time), title };
    await this.options.catalog.put(record);
    if (!this.#untitled.has(documentId) && this.#behind.delete(documentId))
      for (const onRead of this.#waiting) onRead(documentId);
    return record;
  }

  /**
   * As it is on the disk. Reading a title is reading the document: a large one rests for many times as long as that takes. By its
   * size, not by the clock: on a machine that stalls, that of a small one would rest too.
   */
  async #titleOf(documentId: string): Promise<string> {
    // What comes from now on may be in it, or not.
    this.#untitled.delete(documentId);
    try {
      const stored = await this.options.store.load(documentId);
      const title = readStoredTitle(stored);
      const followed = this.#followed.get(documentId);
      if (followed !== undefined)
        followed.titleRestsUntil =
          performance.now() +
          Math.min((bytesOf(stored) / 1000) * TITLE_RESTS_MS_PER_KB, TITLE_RESTS_AT_MOST_MS);
      return title;
    } catch (error) {
      this.#untitled.add(documentId);
      throw error;
    }
  }
}

const atTime = (record: DocumentRecord, time: number): DocumentRecord => ({
  ...record,
  updatedAt: Math.max(record.updatedAt, time),
});

const bytesOf = ({ checkpoint, entries }: StoredDocument): number =>
  entries.reduce((sum, { update }) => sum + update.byteLength, checkpoint?.state.byteLength ?? 0);

const readStoredTitle = ({ checkpoint, entries }: StoredDocument): string => {
  const ydoc = new Y.Doc();
  ydoc.transact(() => {
    // What is stored builds on it.
    Y.applyUpdate(ydoc, EMPTY_DOCUMENT);
    if (checkpoint) Y.applyUpdate(ydoc, checkpoint.state);
    for (const { update } of entries) Y.applyUpdate(ydoc, update);
  });
  const title = readTitle(ydoc);
  ydoc.destroy();
  return title;
};
