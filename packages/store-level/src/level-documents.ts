import {
  type Append,
  type Checkpoint,
  type DocumentStore,
  type LogEntry,
  type StoredDocument,
  StoreError,
} from "@motet/server";
import { decodeCheckpoint, encodeCheckpoint } from "./checkpoint-record.js";
import { decodeEntry, encodeEntry } from "./entry-record.js";
import type { Operation } from "./group-commit.js";
import {
  checkpointKey,
  documentRange,
  entryKey,
  entryRange,
  quarantineKey,
  quarantineRange,
  seqOfKey,
} from "./keys.js";
import type { LevelDatabase } from "./level-database.js";
import type { LevelHandle } from "./level-handle.js";
import type { StoreLog } from "./log.js";

interface Unsound {
  readonly seq: number;
  readonly key: Buffer;
  readonly value: Buffer;
}

/**
 * `DocumentStore` on LevelDB. A log entry whose checksum fails, or before which one is missing, is set aside under another key together
 * with everything after it; the document is served up to there, and its clients bring back what they still have.
 */
export class LevelDocuments implements DocumentStore {
  constructor(
    private readonly handle: LevelHandle,
    private readonly log: StoreLog,
  ) {}

  load(documentId: string): Promise<StoredDocument> {
    return this.handle.use(async (database) => {
      let checkpoint: Checkpoint | null = null;
      let lastSeq = 0;
      const entries: LogEntry[] = [];
      const unsound: Unsound[] = [];
      await database.scan(documentRange(documentId), (key, value) => {
        const seq = seqOfKey(key);
        if (seq === null) {
          checkpoint = decodeCheckpoint(key, value);
          if (checkpoint === null) throw damagedCheckpoint(documentId);
          lastSeq = checkpoint.upTo;
        } else if (seq > lastSeq || unsound.length > 0) {
          const entry = unsound.length === 0 && seq === lastSeq + 1 ? decodeEntry(key, seq, value) : null;
          if (entry === null) unsound.push({ seq, key, value });
          else {
            entries.push(entry);
            lastSeq = seq;
          }
        }
      });
      if (unsound.length > 0) await this.#quarantine(database, documentId, unsound);
      return { checkpoint, entries, lastSeq };
    });
  }

  append(batch: readonly Append[]): Promise<void> {
    return this.handle.use(async (database) => {
      const operations = batch.flatMap(({ documentId, entries }) =>
        entries.map((entry): Operation => {
          const key = entryKey(documentId, entry.seq);
          return { type: "put", key, value: encodeEntry(key, entry) };
        }),
      );
      if (operations.length > 0) await database.write(operations);
    });
  }

  checkpoint(documentId: string, checkpoint: Checkpoint): Promise<void> {
    return this.handle.use(async (database) => {
      const key = checkpointKey(documentId);
      const merged = await database.keys(entryRange(documentId, checkpoint.upTo));
      await database.write([
        { type: "put", key, value: encodeCheckpoint(key, checkpoint) },
        ...merged.map((entry): Operation => ({ type: "del", key: entry })),
      ]);
    });
  }

  remove(documentId: string): Promise<void> {
    return this.handle.use(async (database) => {
      const keys = [
        ...(await database.keys(documentRange(documentId))),
        ...(await database.keys(quarantineRange(documentId))),
      ];
      if (keys.length > 0) await database.write(keys.map((key): Operation => ({ type: "del", key })));
    });
  }

  close(): Promise<void> {
    return this.handle.close();
  }

  async #quarantine(database: LevelDatabase, documentId: string, unsound: readonly Unsound[]): Promise<void> {
    const time = Date.now();
    await database.write(
      unsound.flatMap(({ seq, key, value }): Operation[] => [
        { type: "put", key: quarantineKey(documentId, time, seq), value },
        { type: "del", key },
      ]),
    );
    this.log.warn(
      { documentId, from: unsound[0]?.seq, through: unsound.at(-1)?.seq, entries: unsound.length },
      "Log entries that are damaged, or that follow a damaged one, were set aside",
    );
  }
}

const damagedCheckpoint = (documentId: string): StoreError =>
  new StoreError("damaged", `The checkpoint of document ${JSON.stringify(documentId)} is damaged`);
