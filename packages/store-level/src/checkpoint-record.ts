import type { Checkpoint } from "@motet/server";
import { asBuffer } from "./as-buffer.js";
import { seal, unseal } from "./sealed.js";

/** Layout of the body: version (1 byte), upTo (uint64); in version 2 then the length of the owners (uint32) and the owners; at last the state. */
const VERSION = { plain: 1, withOwners: 2 } as const;
const OWNERS_LENGTH_AT = 1 + 8;
const OWNERS_AT = OWNERS_LENGTH_AT + 4;

export const encodeCheckpoint = (key: Buffer, { state, upTo, owners }: Checkpoint): Buffer => {
  const header = Buffer.alloc(OWNERS_AT);
  header.writeUInt8(VERSION.withOwners, 0);
  header.writeBigUInt64BE(BigInt(upTo), 1);
  header.writeUInt32BE(owners.length, OWNERS_LENGTH_AT);
  return seal(key, [header, asBuffer(owners), asBuffer(state)]);
};

/** Null for a damaged record. */
export const decodeCheckpoint = (key: Buffer, value: Buffer): Checkpoint | null => {
  const body = unseal(key, value);
  if (body === null || body.length < OWNERS_LENGTH_AT) return null;
  const upTo = Number(body.readBigUInt64BE(1));
  switch (body[0]) {
    case VERSION.plain:
      return { upTo, owners: Buffer.alloc(0), state: body.subarray(OWNERS_LENGTH_AT) };
    case VERSION.withOwners: {
      if (body.length < OWNERS_AT) return null;
      const stateAt = OWNERS_AT + body.readUInt32BE(OWNERS_LENGTH_AT);
      if (stateAt > body.length) return null;
      return { upTo, owners: body.subarray(OWNERS_AT, stateAt), state: body.subarray(stateAt) };
    }
    default:
      return null;
  }
};
