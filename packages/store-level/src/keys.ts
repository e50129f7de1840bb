import { StoreError } from "@motet/server";

/**
 * The layout of the one database that holds documents and catalog. A document id is written as one length byte and its UTF-8
 * bytes, so no id's keys begin like another's. Numbers are big-endian: keys sort as the numbers do.
 *
 * | key | value |
 * |---|---|
 * | `FORMAT` | the layout's version |
 * | `DOCUMENT` length id `CHECKPOINT` | checkpoint, see checkpoint-record.ts |
 * | `DOCUMENT` length id `ENTRY` seq | log entry, see entry-record.ts |
 * | `QUARANTINE` length id time seq | a record that failed its checksum, or came after one that did, as it was found |
 * | `RECORD` length id | catalog record, JSON |
 * | `INDEX` trashed inverted-time id | the same record; iterates last edited first, equal times by id |
 * | `MARK` name | nothing: that it is there is what it says |
 */
const SPACE = {
  FORMAT: 0x00,
  DOCUMENT: 0x01,
  QUARANTINE: 0x02,
  RECORD: 0x10,
  INDEX: 0x11,
  MARK: 0x20,
} as const;
const PART = { CHECKPOINT: 0x01, ENTRY: 0x02, AFTER_ALL: 0xff } as const;

const MAX_ID_BYTES = 255;
const SEQ_BYTES = 8;

export interface KeyRange {
  readonly gte: Buffer;
  readonly lt: Buffer;
}

export const formatKey = (): Buffer => Buffer.from([SPACE.FORMAT]);

export const checkpointKey = (documentId: string): Buffer =>
  Buffer.concat([named(SPACE.DOCUMENT, documentId), Buffer.from([PART.CHECKPOINT])]);

export const entryKey = (documentId: string, seq: number): Buffer =>
  Buffer.concat([named(SPACE.DOCUMENT, documentId), Buffer.from([PART.ENTRY]), uint64(seq)]);

/** The checkpoint, then the entries by ascending seq. */
export const documentRange = (documentId: string): KeyRange => {
  const prefix = named(SPACE.DOCUMENT, documentId);
  return { gte: prefix, lt: Buffer.concat([prefix, Buffer.from([PART.AFTER_ALL])]) };
};

/** The entries with 0 ≤ seq ≤ `last`. */
export const entryRange = (documentId: string, last: number): KeyRange => ({
  gte: entryKey(documentId, 0),
  lt: entryKey(documentId, last + 1),
});

/** Null for a key of another kind: the checkpoint's. */
export const seqOfKey = (key: Buffer): number | null => {
  const at = key.length - SEQ_BYTES;
  return at > 0 && key[at - 1] === PART.ENTRY && key.length === 2 + (key[1] ?? 0) + 1 + SEQ_BYTES
    ? Number(key.readBigUInt64BE(at))
    : null;
};

export const quarantineKey = (documentId: string, time: number, seq: number): Buffer =>
  Buffer.concat([named(SPACE.QUARANTINE, documentId), uint64(time), uint64(seq)]);

export const quarantineRange = (documentId: string): KeyRange => {
  const prefix = named(SPACE.QUARANTINE, documentId);
  return { gte: prefix, lt: Buffer.concat([prefix, Buffer.alloc(2 * SEQ_BYTES, 0xff)]) };
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
