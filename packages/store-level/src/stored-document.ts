import {
  assertBeginning,
  type Checkpoint,
  inOrder,
  type LogEntry,
  type Segment,
  type StoredDocument,
  StoreError,
} from "@motet/server";
import { decodeCheckpoint } from "./checkpoint-record.js";
import { decodeEntry } from "./entry-record.js";
import {
  birthKey,
  checkpointPlaceOf,
  checkpointRange,
  entryPlaceOf,
  entryRange,
  firstCheckpointKey,
  segmentRange,
} from "./keys.js";
import type { LevelDatabase } from "./level-database.js";
import type { Quarantine } from "./quarantine.js";
import { decodeSegment } from "./segment-record.js";

export interface ReadOptions {
  readonly database: LevelDatabase;
  readonly documentId: string;
  /** Checkpoints from this number on are passed over. */
  readonly olderThan: number;
  readonly quarantine: Quarantine;
}

interface Newest {
  readonly checkpoint: Checkpoint | null;
  /** The highest number that a checkpoint stands for. What a damaged one says of itself is not believed. */
  readonly highest: number;
}

/** Reads what there is of a document; what is damaged goes to the quarantine. */
export const readStoredDocument = async (options: ReadOptions): Promise<StoredDocument> => {
  const { database, documentId, quarantine } = options;
  const { checkpoint, highest } = await newestCheckpoint(options);
  const after = checkpoint?.upTo ?? 0;
  // None, unless a newer checkpoint has been lost.
  const segments = await segmentsAfter(options, after);
  const entries: LogEntry[] = [];
  let lastSeq = highest;
  const range = entryRange(documentId, after + 1, Number.MAX_SAFE_INTEGER);
  const isWhole = await database.scanWhatIsSound(range, (key, value) => {
    const seq = entryPlaceOf(documentId, key);
    const entry = seq === null ? null : decodeEntry(key, seq, value);
    if (entry === null) quarantine.add(key, value);
    else entries.push(entry);
    lastSeq = Math.max(lastSeq, entry?.seq ?? 0);
  });
  if (!isWhole) quarantine.countUnreadable();
  const stored = inOrder({ checkpoint, segments, entries, lastSeq, setAside: quarantine.size });
  assertBeginning(documentId, stored);
  if (stored.lastSeq === 0 && (await database.getIfSound(birthKey(documentId))) !== null)
    throw new StoreError("damaged", `Everything of document ${JSON.stringify(documentId)} is lost`);
  return stored;
};

const newestCheckpoint = async ({
  database,
  documentId,
  olderThan,
  quarantine,
}: ReadOptions): Promise<Newest> => {
  const keys = [firstCheckpointKey(documentId)];
  const isWhole = await database.scanWhatIsSound(checkpointRange(documentId), (key) => void keys.push(key), {
    values: false,
  });
  if (!isWhole) quarantine.countUnreadable();
  let highest = 0;
  for (const key of keys.reverse()) {
    const place = checkpointPlaceOf(documentId, key);
    if (place !== null && place.upTo >= olderThan) {
      highest = Math.max(highest, place.upTo);
      continue;
    }
    const value = await database.getIfSound(key);
    if (value === "damaged") quarantine.countUnreadable();
    if (value === null) continue;
    const checkpoint = value === "damaged" ? null : decodeCheckpoint(key, value);
    if (checkpoint !== null && checkpoint.upTo < olderThan)
      return { checkpoint, highest: Math.max(highest, checkpoint.upTo) };
    if (checkpoint === null && value !== "damaged") quarantine.add(key, value);
  }
  return { checkpoint: null, highest };
};

const segmentsAfter = async (
  { database, documentId, quarantine }: ReadOptions,
  after: number,
): Promise<Segment[]> => {
  const segments: Segment[] = [];
  const isWhole = await database.scanWhatIsSound(segmentRange(documentId, after + 1), (key, value) => {
    const segment = decodeSegment(key, value);
    if (segment === null) quarantine.add(key, value);
    else segments.push(segment);
  });
  if (!isWhole) quarantine.countUnreadable();
  return segments;
};
