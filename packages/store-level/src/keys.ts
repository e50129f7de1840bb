import { StoreError } from "@motet/server";

/**
 * The layout of the one database that holds documents and catalog. A document id is written as one length byte and its UTF-8
 * bytes, so no id's keys begin like another's. Numbers are big-endian: keys sort as the numbers do.
 *
 * | key | value |
 * |---|---|
 * | `FORMAT` | the layout's version |
 * | `DOCUMENT` length id `CHECKPOINT_1` | a document's only checkpoint, as the layout "motet 1" had it |
 * | `DOCUMENT` length id `ENTRY` seq | log entry, see entry-record.ts |
 * | `DOCUMENT` length id `CHECKPOINT` upTo time bytes | checkpoint, see checkpoint-record.ts |
 * | `DOCUMENT` length id `SEGMENT` through from through-time bytes | segment of the past, see segment-record.ts |
 * | `QUARANTINE` length id time rest | a record that failed its checksum, as it was found; rest: its key behind the id |
 * | `BIRTH` length id | nothing: that the document has been written to |
 * | `RECORD` length id | catalog record, JSON |
 * | `INDEX` trashed inverted-time id | the same record; iterates last edited first, equal times by id |
 * | `MARK` name | nothing: that it is there is what it says |
 */
const SPACE = {
  FORMAT: 0x00,
  DOCUMENT: 0x01,
  QUARANTINE: 0x02,
  BIRTH: 0x03,
  RECORD: 0x10,
  INDEX: 0x11,
  MARK: 0x20,
} as const;
const PART = { CHECKPOINT_1: 0x01, ENTRY: 0x02, CHECKPOINT: 0x03, SEGMENT: 0x04, AFTER_ALL: 0xff } as const;

const MAX_ID_BYTES = 255;
const SEQ_BYTES = 8;

export interface KeyRange {
  readonly gte: Buffer;
  readonly lt: Buffer;
}

/** Whether a record with a checksum lies there. */
export const isDocumentKey = (key: Buffer): boolean => key[0] === SPACE.DOCUMENT;

export const isBirthKey = (key: Buffer): boolean => key[0] === SPACE.BIRTH;

export const birthKey = (documentId: string): Buffer => named(SPACE.BIRTH, documentId);

/** The length byte and the id of the document that a record belongs to, byte by byte; null for a key of another kind. */
export const documentPrefixOf = (key: Buffer): string | null =>
  isDocumentKey(key) ? key.toString("latin1", 1, 2 + (key[1] ?? 0)) : null;

/** Where that document's birth is noted. */
export const birthKeyFor = (key: Buffer): Buffer =>
  Buffer.concat([Buffer.from([SPACE.BIRTH]), key.subarray(1, 2 + (key[1] ?? 0))]);

/** All keys of that document. */
export const rangeAround = (key: Buffer): KeyRange => {
  const prefix = key.subarray(0, 2 + (key[1] ?? 0));
  return { gte: prefix, lt: Buffer.concat([prefix, Buffer.from([PART.AFTER_ALL])]) };
};

export const formatKey = (): Buffer => Buffer.from([SPACE.FORMAT]);

/** What a checkpoint's key says of it; `time` is 0 where it is not known. */
export interface CheckpointPlace {
  readonly upTo: number;
  readonly time: number;
  readonly bytes: number;
}

/** What a segment's key says of it. */
export interface SegmentPlace {
  readonly range: { readonly from: number; readonly through: number };
  readonly throughTime: number;
  readonly bytes: number;
}

export const firstCheckpointKey = (documentId: string): Buffer => partKey(documentId, PART.CHECKPOINT_1);

export const checkpointKey = (documentId: string, { upTo, time, bytes }: CheckpointPlace): Buffer =>
  partKey(documentId, PART.CHECKPOINT, upTo, time, bytes);

export const segmentKey = (documentId: string, { range, throughTime, bytes }: SegmentPlace): Buffer =>
  partKey(documentId, PART.SEGMENT, range.through, range.from, throughTime, bytes);

export const entryKey = (documentId: string, seq: number): Buffer => partKey(documentId, PART.ENTRY, seq);

/** Everything of a document but what was set aside. */
export const documentRange = (documentId: string): KeyRange => {
  const prefix = named(SPACE.DOCUMENT, documentId);
  return { gte: prefix, lt: Buffer.concat([prefix, Buffer.from([PART.AFTER_ALL])]) };
};

export const checkpointRange = (documentId: string): KeyRange => partRange(documentId, PART.CHECKPOINT);

/** Segments that reach `from` or beyond. */
export const segmentRange = (documentId: string, from = 0): KeyRange => ({
  gte: partKey(documentId, PART.SEGMENT, from),
  lt: partKey(documentId, PART.SEGMENT + 1),
});

/** The entries with from ≤ seq ≤ through. */
export const entryRange = (documentId: string, from: number, through: number): KeyRange => ({
  gte: entryKey(documentId, from),
  lt:
    through < Number.MAX_SAFE_INTEGER
      ? entryKey(documentId, through + 1)
      : partKey(documentId, PART.ENTRY + 1),
});

/** Null for a key of another kind, or a damaged one. */
export const entryPlaceOf = (documentId: string, key: Buffer): number | null =>
  numbersOf(documentId, PART.ENTRY, key, 1)?.[0] ?? null;

export const checkpointPlaceOf = (documentId: string, key: Buffer): CheckpointPlace | null => {
  const [upTo, time, bytes] = numbersOf(documentId, PART.CHECKPOINT, key, 3) ?? [];
  return upTo === undefined || time === undefined || bytes === undefined ? null : { upTo, time, bytes };
};

export const segmentPlaceOf = (documentId: string, key: Buffer): SegmentPlace | null => {
  const [through, from, throughTime, bytes] = numbersOf(documentId, PART.SEGMENT, key, 4) ?? [];
  return through === undefined || from === undefined || throughTime === undefined || bytes === undefined
    ? null
    : { range: { from, through }, throughTime, bytes };
};

/** Where a record of the document is set aside. */
export const quarantineKey = (documentId: string, time: number, key: Buffer): Buffer => {
  const rest = key.subarray(named(SPACE.DOCUMENT, documentId).length);
  return Buffer.concat([named(SPACE.QUARANTINE, documentId), uint64(time), rest]);
};

export const quarantineRange = (documentId: string): KeyRange => {
  const prefix = named(SPACE.QUARANTINE, documentId);
  return { gte: prefix, lt: Buffer.concat([prefix, Buffer.alloc(SEQ_BYTES, 0xff)]) };
};

export const recordKey = (documentId: string): Buffer => named(SPACE.RECORD, documentId);

export const indexKey = (place: {
  readonly trashed: boolean;
  readonly updatedAt: number;
  readonly id: string;
}): Buffer =>
  Buffer.concat([
    indexPrefix(place.trashed),
    uint64(Number.MAX_SAFE_INTEGER - wholeNumber(place.updatedAt)),
    idBytes(place.id),
  ]);

export const indexRange = (trashed: boolean): KeyRange => ({
  gte: indexPrefix(trashed),
  lt: Buffer.from([SPACE.INDEX, trashed ? 2 : 1]),
});

export const markKey = (name: string): Buffer =>
  Buffer.concat([Buffer.from([SPACE.MARK]), Buffer.from(name)]);

/** The marks whose names begin with `prefix`. */
export const markRange = (prefix: string): KeyRange => {
  const gte = markKey(prefix);
  // No UTF-8 text holds the byte 0xff.
  return { gte, lt: Buffer.concat([gte, Buffer.from([PART.AFTER_ALL])]) };
};

export const nameOfMark = (key: Buffer): string => key.toString("utf8", 1);

/** What of the range comes after `key`. */
export const after = (key: Buffer, range: KeyRange): KeyRange => ({
  gte: Buffer.concat([key, Buffer.from([0])]),
  lt: range.lt,
});

export const isInRange = (key: Buffer, range: KeyRange): boolean =>
  key.compare(range.gte) >= 0 && key.compare(range.lt) < 0;

const indexPrefix = (trashed: boolean): Buffer => Buffer.from([SPACE.INDEX, trashed ? 1 : 0]);

const named = (space: number, documentId: string): Buffer => {
  const id = idBytes(documentId);
  return Buffer.concat([Buffer.from([space, id.length]), id]);
};

const partKey = (documentId: string, part: number, ...numbers: readonly number[]): Buffer =>
  Buffer.concat([named(SPACE.DOCUMENT, documentId), Buffer.from([part]), ...numbers.map(uint64)]);

const partRange = (documentId: string, part: number): KeyRange => ({
  gte: partKey(documentId, part),
  lt: partKey(documentId, part + 1),
});

const numbersOf = (documentId: string, part: number, key: Buffer, count: number): number[] | null => {
  const prefix = partKey(documentId, part);
  if (key.length !== prefix.length + count * SEQ_BYTES || !key.subarray(0, prefix.length).equals(prefix))
    return null;
  return Array.from({ length: count }, (_, index) =>
    Number(key.readBigUInt64BE(prefix.length + index * SEQ_BYTES)),
  );
};

const idBytes = (documentId: string): Buffer => {
  const bytes = Buffer.from(documentId, "utf8");
  if (bytes.length === 0 || bytes.length > MAX_ID_BYTES) {
    throw new StoreError("failed", `A document id has 1 to ${MAX_ID_BYTES} bytes, this one ${bytes.length}`);
  }
  return bytes;
};

const uint64 = (value: number): Buffer => {
  const bytes = Buffer.alloc(SEQ_BYTES);
  bytes.writeBigUInt64BE(BigInt(wholeNumber(value)));
  return bytes;
};

const wholeNumber = (value: number): number =>
  Number.isFinite(value) ? Math.min(Math.max(Math.trunc(value), 0), Number.MAX_SAFE_INTEGER) : 0;
