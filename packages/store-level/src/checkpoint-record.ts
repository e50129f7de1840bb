import type { Checkpoint } from "@motet/server";
import { asBuffer } from "./as-buffer.js";
import { seal, unseal } from "./sealed.js";

/** Layout of the body: version (1 byte), upTo (uint64), state. */
const VERSION = 1;
const HEADER_BYTES = 1 + 8;

export const encodeCheckpoint = (key: Buffer, checkpoint: Checkpoint): Buffer => {
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeUInt8(VERSION, 0);
  header.writeBigUInt64BE(BigInt(checkpoint.upTo), 1);
  return seal(key, [header, asBuffer(checkpoint.state)]);
};

/** Null for a damaged record. */
export const decodeCheckpoint = (key: Buffer, value: Buffer): Checkpoint | null => {
  const body = unseal(key, value);
  if (body === null || body.length < HEADER_BYTES || body[0] !== VERSION) return null;
  return { upTo: Number(body.readBigUInt64BE(1)), state: body.subarray(HEADER_BYTES) };
};
