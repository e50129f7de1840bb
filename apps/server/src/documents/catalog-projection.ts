import { EMPTY_DOCUMENT, readTitle } from "@motet/model";
import type { Catalog, DocumentRecord, DocumentStore } from "@motet/server";
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

/** A twentieth of the time, at the most, goes into reading the title of one document again and again. */
const RESTS_FOR = 20;
const RESTS_AT_MOST_MS = 10_000;
/** `documentChanged` itself leaves more time than this between two readings. */
const NO_REST_BELOW_MS = 500;

/**
 * Keeps the list of documents in step with the documents: title and time of the last edit follow from what was written. A document is
 * marked as stale, durably, before anybody may write to it; what a crash left marked is projected again at the next start.
 */
export class CatalogProjection {
  readonly #turns = new Turns();
  /** Documents that were marked in this process. */
  readonly #marked = new Map<string, Promise<void>>();
  /** The latest change of each document that is yet to be projected. */
  readonly #waiting = new Map<string, { time: number; timer: NodeJS.Timeout }>();
  /** When a document may be read again, by the monotonic clock. */
  readonly #restsUntil = new Map<string, number>();
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

  /** Follows a change that is durable. Never throws; however many changes come, one reading of a document waits at a time. */
  follow(documentId: string, time: number): void {
    const waiting = this.#waiting.get(documentId);
    if (waiting !== undefined) {
      waiting.time = Math.max(waiting.time, time);
      return;
    }
    const rest = Math.max(0, (this.#restsUntil.get(documentId) ?? 0) - performance.now());
    const timer = setTimeout(() => this.#projectWaiting(documentId), rest);
    this.#waiting.set(documentId, { time, timer });
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
    for (const documentId of this.#waiting.keys()) this.#projectWaiting(documentId);
    await this.#turns.settled();
    const done = [...this.#marked.keys()].filter((documentId) => !this.#failed.has(documentId));
    await this.options.marks.remove(done.map((documentId) => STALE + documentId));
  }

  #projectWaiting(documentId: string): void {
    const waiting = this.#waiting.get(documentId);
    if (waiting === undefined) return;
    clearTimeout(waiting.timer);
    this.#waiting.delete(documentId);
    this.#turns
      .take(documentId, () => this.#project(documentId, waiting.time))
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
    const record: DocumentRecord = {
      id: documentId,
      title,
      createdAt: before?.createdAt ?? time,
      updatedAt: Math.max(before?.updatedAt ?? 0, time),
      trashedAt: before?.trashedAt ?? null,
    };
    await this.options.catalog.put(record);
    return record;
  }

  /** As it is on the disk. Reading a title is reading the document: a large one rests for many times as long as that took. */
  async #titleOf(documentId: string): Promise<string> {
    const { checkpoint, entries } = await this.options.store.load(documentId);
    const began = performance.now();
    const ydoc = new Y.Doc();
    ydoc.transact(() => {
      // What is stored builds on it.
      Y.applyUpdate(ydoc, EMPTY_DOCUMENT);
      if (checkpoint) Y.applyUpdate(ydoc, checkpoint.state);
      for (const { update } of entries) Y.applyUpdate(ydoc, update);
    });
    const title = readTitle(ydoc);
    ydoc.destroy();
    const now = performance.now();
    const rest = Math.min((now - began) * RESTS_FOR, RESTS_AT_MOST_MS);
    if (rest < NO_REST_BELOW_MS) this.#restsUntil.delete(documentId);
    else this.#restsUntil.set(documentId, now + rest);
    return title;
  }
}
