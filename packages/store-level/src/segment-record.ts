import type { Segment } from "@motet/server";
import { asBuffer } from "./as-buffer.js";
import { seal, unseal } from "./sealed.js";

/** Layout of the body: version (1 byte), length of the header (uint32), header (JSON), the packed entries. */
const VERSION = 1;
const HEADER_AT = 1 + 4;

export const encodeSegment = (key: Buffer, { packed, ...header }: Segment): Buffer => {
  const json = Buffer.from(JSON.stringify(header));
  const lead = Buffer.alloc(HEADER_AT);
  lead.writeUInt8(VERSION, 0);
  lead.writeUInt32BE(json.length, 1);
  return seal(key, [lead, json, asBuffer(packed)]);
};

/** Null for a damaged record. */
export const decodeSegment = (key: Buffer, value: Buffer): Segment | null => {
  const body = unseal(key, value);
  if (body === null || body.length < HEADER_AT || body[0] !== VERSION) return null;
  const packedAt = HEADER_AT + body.readUInt32BE(1);
  // The checksum fits: this is what `encodeSegment` wrote.
  const header = JSON.parse(body.toString("utf8", HEADER_AT, packedAt)) as Omit<Segment, "packed">;
  return { ...header, packed: body.subarray(packedAt) };
};
