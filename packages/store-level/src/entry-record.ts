import type { LogEntry } from "@motet/server";
import { asBuffer } from "./as-buffer.js";
import { seal, unseal } from "./sealed.js";

/** Layout of the body: version (1 byte), time (float64), author's length + 1 (uint32, 0: nobody), author (UTF-8), update. */
const VERSION = 1;
const HEADER_BYTES = 1 + 8 + 4;

export const encodeEntry = (key: Buffer, entry: LogEntry): Buffer => {
  const author = entry.author === null ? null : Buffer.from(entry.author, "utf8");
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeUInt8(VERSION, 0);
  header.writeDoubleBE(entry.time, 1);
  header.writeUInt32BE(author === null ? 0 : author.length + 1, 9);
  return seal(key, [header, author ?? Buffer.alloc(0), asBuffer(entry.update)]);
};

/** Null for a damaged record. */
export const decodeEntry = (key: Buffer, seq: number, value: Buffer): LogEntry | null => {
  const body = unseal(key, value);
  if (body === null || body.length < HEADER_BYTES || body[0] !== VERSION) return null;
  const authorLength = body.readUInt32BE(9);
  const updateAt = HEADER_BYTES + Math.max(authorLength - 1, 0);
  if (updateAt > body.length) return null;
  return {
    seq,
    time: body.readDoubleBE(1),
    author: authorLength === 0 ? null : body.toString("utf8", HEADER_BYTES, updateAt),
    update: body.subarray(updateAt),
  };
};
