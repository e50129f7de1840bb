import type { LogEntry } from "@motet/server";
import { asBuffer } from "./as-buffer.js";
import { seal, unseal } from "./sealed.js";

/**
 * Layout of the body: version (1 byte), time (float64), author's length + 1 (uint32, 0: nobody), author (UTF-8); in version 2 then the owner's length
 * (1 byte) and the owner (UTF-8); at last the update.
 */
const VERSION = { plain: 1, withOwner: 2 } as const;
const HEADER_BYTES = 1 + 8 + 4;

export const encodeEntry = (key: Buffer, entry: LogEntry): Buffer => {
  const author = entry.author === null ? null : Buffer.from(entry.author, "utf8");
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeUInt8(entry.owner === undefined ? VERSION.plain : VERSION.withOwner, 0);
  header.writeDoubleBE(entry.time, 1);
  header.writeUInt32BE(author === null ? 0 : author.length + 1, 9);
  return seal(key, [header, author ?? Buffer.alloc(0), ...ownerPart(entry.owner), asBuffer(entry.update)]);
};

/** Null for a damaged record. */
export const decodeEntry = (key: Buffer, seq: number, value: Buffer): LogEntry | null => {
  const body = unseal(key, value);
  if (body === null || body.length < HEADER_BYTES) return null;
  const version = body[0];
  if (version !== VERSION.plain && version !== VERSION.withOwner) return null;
  const authorLength = body.readUInt32BE(9);
  const authorEnd = HEADER_BYTES + Math.max(authorLength - 1, 0);
  const ownerAt = version === VERSION.withOwner ? authorEnd + 1 : authorEnd;
  const updateAt = version === VERSION.withOwner ? ownerAt + (body[authorEnd] ?? 0) : authorEnd;
  if (ownerAt > body.length || updateAt > body.length) return null;
  return {
    seq,
    time: body.readDoubleBE(1),
    author: authorLength === 0 ? null : body.toString("utf8", HEADER_BYTES, authorEnd),
    ...(version === VERSION.withOwner && { owner: body.toString("utf8", ownerAt, updateAt) }),
    update: body.subarray(updateAt),
  };
};

const ownerPart = (owner: string | undefined): Buffer[] => {
  if (owner === undefined) return [];
  const bytes = Buffer.from(owner, "utf8");
  return [Buffer.from([bytes.length]), bytes];
};
