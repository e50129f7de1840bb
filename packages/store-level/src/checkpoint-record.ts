import type { Checkpoint } from "@motet/server";
import { asBuffer } from "./as-buffer.js";
import { seal, unseal } from "./sealed.js";

/**
 * Layout of the body: version (1 byte), upTo (uint64); since version 3 the time (float64, NaN: not known); since version 2 the length of the owners
 * (uint32) and the owners; at last the state.
 */
const VERSION = { plain: 1, withOwners: 2, withTime: 3 } as const;
const UP_TO_END = 1 + 8;
const TIME_BYTES = 8;
const LENGTH_BYTES = 4;

export const encodeCheckpoint = (key: Buffer, { state, upTo, time, owners }: Checkpoint): Buffer => {
  const header = Buffer.alloc(UP_TO_END + TIME_BYTES + LENGTH_BYTES);
  header.writeUInt8(VERSION.withTime, 0);
  header.writeBigUInt64BE(BigInt(upTo), 1);
  header.writeDoubleBE(time ?? Number.NaN, UP_TO_END);
  header.writeUInt32BE(owners.length, UP_TO_END + TIME_BYTES);
  return seal(key, [header, asBuffer(owners), asBuffer(state)]);
};

/** Null for a damaged record. */
export const decodeCheckpoint = (key: Buffer, value: Buffer): Checkpoint | null => {
  const body = unseal(key, value);
  if (body === null || body.length < UP_TO_END) return null;
  const upTo = Number(body.readBigUInt64BE(1));
  switch (body[0]) {
    case VERSION.plain:
      return { upTo, time: null, owners: Buffer.alloc(0), state: body.subarray(UP_TO_END) };
    case VERSION.withOwners: {
      const parts = ownersAndState(body, UP_TO_END);
      return parts && { upTo, time: null, ...parts };
    }
    case VERSION.withTime: {
      const parts = ownersAndState(body, UP_TO_END + TIME_BYTES);
      if (parts === null) return null;
      const time = body.readDoubleBE(UP_TO_END);
      return { upTo, time: Number.isNaN(time) ? null : time, ...parts };
    }
    default:
      return null;
  }
};

const ownersAndState = (body: Buffer, at: number): Pick<Checkpoint, "owners" | "state"> | null => {
  const ownersAt = at + LENGTH_BYTES;
  if (body.length < ownersAt) return null;
  const stateAt = ownersAt + body.readUInt32BE(at);
  if (stateAt > body.length) return null;
  return { owners: body.subarray(ownersAt, stateAt), state: body.subarray(stateAt) };
};
