import type { Checkpoint } from "@motet/server";
import { asBuffer } from "./as-buffer.js";
import { seal, unseal } from "./sealed.js";

/**
 * Layout of the body: version (1 byte), upTo (uint64); since version 3 the time (float64, NaN: not known); since version 2 the length of the owners
 * (uint32) and the owners; since version 4 the same of the summary; at last the state.
 */
const VERSION = { plain: 1, withOwners: 2, withTime: 3, withSummary: 4 } as const;
const UP_TO_END = 1 + 8;
const TIME_BYTES = 8;
const LENGTH_BYTES = 4;
const NOTHING = Buffer.alloc(0);

export const encodeCheckpoint = (key: Buffer, checkpoint: Checkpoint): Buffer => {
  const { state, upTo, time, owners, summary } = checkpoint;
  const header = Buffer.alloc(UP_TO_END + TIME_BYTES);
  header.writeUInt8(VERSION.withSummary, 0);
  header.writeBigUInt64BE(BigInt(upTo), 1);
  header.writeDoubleBE(time ?? Number.NaN, UP_TO_END);
  return seal(key, [header, ...measured(owners), ...measured(summary), asBuffer(state)]);
};

/** Null for a damaged record. */
export const decodeCheckpoint = (key: Buffer, value: Buffer): Checkpoint | null => {
  const body = unseal(key, value);
  if (body === null || body.length < UP_TO_END) return null;
  const upTo = Number(body.readBigUInt64BE(1));
  const version = body[0];
  switch (version) {
    case VERSION.plain:
      return { upTo, time: null, owners: NOTHING, summary: NOTHING, state: body.subarray(UP_TO_END) };
    case VERSION.withOwners:
    case VERSION.withTime:
    case VERSION.withSummary: {
      const ownersAt = version === VERSION.withOwners ? UP_TO_END : UP_TO_END + TIME_BYTES;
      const owners = partAt(body, ownersAt);
      if (owners === null) return null;
      const summary =
        version === VERSION.withSummary ? partAt(body, owners.end) : { bytes: NOTHING, end: owners.end };
      if (summary === null) return null;
      const time = version === VERSION.withOwners ? Number.NaN : body.readDoubleBE(UP_TO_END);
      return {
        upTo,
        time: Number.isNaN(time) ? null : time,
        owners: owners.bytes,
        summary: summary.bytes,
        state: body.subarray(summary.end),
      };
    }
    default:
      return null;
  }
};

const measured = (bytes: Uint8Array): [Buffer, Buffer] => {
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32BE(bytes.length);
  return [length, asBuffer(bytes)];
};

const partAt = (body: Buffer, at: number): { readonly bytes: Buffer; readonly end: number } | null => {
  const begin = at + LENGTH_BYTES;
  if (body.length < begin) return null;
  const end = begin + body.readUInt32BE(at);
  return end > body.length ? null : { bytes: body.subarray(begin, end), end };
};
