import {
  type Append,
  type Checkpoint,
  type DocumentStore,
  type HistoryPart,
  planRetention,
  type Retention,
  type Segment,
  type SeqRange,
  type StoredDocument,
} from "@motet/server";
import { decodeCheckpoint, encodeCheckpoint } from "./checkpoint-record.js";
import { encodeEntry } from "./entry-record.js";
import type { Operation } from "./group-commit.js";
import {
  birthKey,
  checkpointKey,
  checkpointPlaceOf,
  checkpointRange,
  documentRange,
  entryKey,
  entryRange,
  firstCheckpointKey,
  quarantineRange,
  segmentKey,
  segmentPlaceOf,
  segmentRange,
} from "./keys.js";
import type { LevelDatabase } from "./level-database.js";
import type { LevelHandle } from "./level-handle.js";
import type { StoreLog } from "./log.js";
import { Quarantine } from "./quarantine.js";
import { decodeSegment, encodeSegment } from "./segment-record.js";
import { readStoredDocument } from "./stored-document.js";
import { Turns } from "./turns.js";

export interface LevelDocumentsOptions {
  readonly handle: LevelHandle;
  readonly log: StoreLog;
  readonly retention: Retention;
}

const NOTHING = Buffer.alloc(0);
const EVERYTHING: SeqRange = { from: 0, through: Number.MAX_SAFE_INTEGER };

/** `DocumentStore` on LevelDB. What is damaged is set aside under another key; what can be read beside it is served. */
export class LevelDocuments implements DocumentStore {
  readonly #handle: LevelHandle;
  readonly #log: StoreLog;
  readonly #retention: Retention;
  /** Reading a document takes several calls: no checkpoint of it comes between them. */
  readonly #turns = new Turns();

  constructor({ handle, log, retention }: LevelDocumentsOptions) {
    this.#handle = handle;
    this.#log = log;
    this.#retention = retention;
  }

  load(documentId: string, olderThan = Number.POSITIVE_INFINITY): Promise<StoredDocument> {
    return this.#inTurn(documentId, async (database) => {
      const quarantine = new Quarantine(documentId);
      const stored = await readStoredDocument({ database, documentId, olderThan, quarantine });
      // Not where it rejects: what is refused as damaged must not be taken for a document without content the next time.
      await quarantine.write(database, this.#log);
      return stored;
    });
  }

  append(batch: readonly Append[]): Promise<void> {
    return this.#handle.use(async (database) => {
      const operations = batch.flatMap(({ documentId, entries }) =>
        entries.flatMap((entry): Operation[] => {
          const key = entryKey(documentId, entry.seq);
          const put = { type: "put" as const, key, value: encodeEntry(key, entry) };
          // What it says in another place keeps a document that is lost from being taken for one that never was.
          return entry.seq === 1 ? [{ type: "put", key: birthKey(documentId), value: NOTHING }, put] : [put];
        }),
      );
      if (operations.length > 0) await database.write(operations);
    });
  }

  checkpoint(documentId: string, checkpoint: Checkpoint, segment: Segment | null): Promise<void> {
    return this.#inTurn(documentId, async (database) => {
      const key = checkpointKey(documentId, {
        upTo: checkpoint.upTo,
        time: checkpoint.time ?? 0,
        bytes: checkpoint.state.length,
      });
      const removed = [
        ...(await database.keys(entryRange(documentId, 0, checkpoint.upTo))),
        ...(await this.#forgotten(database, documentId, checkpoint, segment)),
      ];
      await database.write([
        ...removed.map((old): Operation => ({ type: "del", key: old })),
        { type: "put", key, value: encodeCheckpoint(key, checkpoint) },
        ...(segment === null ? [] : [putSegment(documentId, segment)]),
      ]);
    });
  }

  async *history(documentId: string, range: SeqRange = EVERYTHING): AsyncGenerator<HistoryPart> {
    const keys = await this.#inTurn(documentId, async (database) => [
      ...(await database.keys(segmentRange(documentId, range.from))),
      firstCheckpointKey(documentId),
      ...(await database.keys(checkpointRange(documentId))),
    ]);
    const places = keys.map((key) => ({ key, ...placeOf(documentId, key) }));
    // Of those that end alike the segment comes first: it leads up to the checkpoint.
    places.sort((a, b) => a.through - b.through || a.from - b.from);
    for (const { key, from, through } of places) {
      if (through < range.from || from > range.through) continue;
      const part = await this.#handle.use((database) => this.#readPart(database, documentId, key));
      if (part !== null) yield part;
    }
  }

  remove(documentId: string): Promise<void> {
    return this.#inTurn(documentId, async (database) => {
      const keys = [
        ...(await database.keys(documentRange(documentId))),
        ...(await database.keys(quarantineRange(documentId))),
      ];
      await database.write([...keys, birthKey(documentId)].map((key): Operation => ({ type: "del", key })));
    });
  }

  close(): Promise<void> {
    return this.#handle.close();
  }

  #inTurn<Result>(documentId: string, work: (database: LevelDatabase) => Promise<Result>): Promise<Result> {
    return this.#handle.use((database) => this.#turns.take(documentId, () => work(database)));
  }

  /** Checkpoints and segments that the new ones, or their age, make superfluous. */
  async #forgotten(
    database: LevelDatabase,
    documentId: string,
    checkpoint: Checkpoint,
    segment: Segment | null,
  ): Promise<Buffer[]> {
    const { upTo } = checkpoint;
    const checkpoints = (await database.keys(checkpointRange(documentId))).flatMap((key) => {
      const place = checkpointPlaceOf(documentId, key);
      return place === null || place.upTo >= upTo ? [] : [{ key, ...place }];
    });
    const segments = (await database.keys(segmentRange(documentId))).flatMap((key) => {
      const place = segmentPlaceOf(documentId, key);
      return place === null ? [] : [{ key, ...place }];
    });
    const isReplaced = ({ from, through }: SeqRange): boolean =>
      segment !== null && from >= segment.range.from && through <= segment.range.through;
    const staying = segments.filter(({ range }) => !isReplaced(range));
    const kept = planRetention({
      checkpoints: [...checkpoints, { upTo, time: checkpoint.time, bytes: checkpoint.state.length }],
      segments: segment === null ? staying : [...staying, { ...segment, bytes: segment.packed.length }],
      retention: this.#retention,
      now: Date.now(),
    });
    return [
      ...checkpoints.filter((old) => !kept.checkpoints.has(old.upTo)),
      ...segments.filter(({ range }) => isReplaced(range) || range.through <= kept.forgottenThrough),
    ]
      .map(({ key }) => key)
      .concat(kept.forgottenThrough > 0 ? [firstCheckpointKey(documentId)] : []);
  }

  /** Null for one that is gone by now, or damaged: the log says so, and its numbers are missing. */
  async #readPart(database: LevelDatabase, documentId: string, key: Buffer): Promise<HistoryPart | null> {
    const value = await database.getIfSound(key);
    if (value === null) return null;
    if (value !== "damaged") {
      if (segmentPlaceOf(documentId, key) !== null) {
        const segment = decodeSegment(key, value);
        if (segment !== null) return { kind: "segment", ...segment };
      } else {
        const checkpoint = decodeCheckpoint(key, value);
        if (checkpoint !== null) return { kind: "checkpoint", ...checkpoint };
      }
    }
    this.#log.warn({ documentId, ...placeOf(documentId, key) }, "A part of a document's past is damaged");
    return null;
  }
}

const putSegment = (documentId: string, segment: Segment): Operation => {
  const { range, throughTime, packed } = segment;
  const key = segmentKey(documentId, { range, throughTime, bytes: packed.length });
  return { type: "put", key, value: encodeSegment(key, segment) };
};

const placeOf = (documentId: string, key: Buffer): SeqRange => {
  const checkpoint = checkpointPlaceOf(documentId, key);
  if (checkpoint !== null) return { from: checkpoint.upTo, through: checkpoint.upTo };
  // Of the first layout's checkpoint the key says nothing: it is older than all others.
  return segmentPlaceOf(documentId, key)?.range ?? { from: 0, through: 0 };
};
