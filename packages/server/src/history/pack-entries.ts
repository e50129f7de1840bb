import { deflateRawSync, inflateRawSync } from "node:zlib";
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import type { LogEntry } from "../document-store.js";

const VERSION = 1;

/** Entries in columns, like beside like: for handing them to another thread, and for compressing. */
export function encodeEntries(entries: readonly LogEntry[]): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeUint8(encoder, VERSION);
  encoding.writeVarUint(encoder, entries.length);
  writeNames(
    encoder,
    entries.map((entry) => entry.author),
  );
  writeNames(
    encoder,
    entries.map((entry) => entry.owner ?? null),
  );
  let seq = 0;
  for (const entry of entries) {
    encoding.writeVarUint(encoder, entry.seq - seq);
    seq = entry.seq;
  }
  let time = 0;
  for (const entry of entries) {
    const whole = Math.trunc(entry.time);
    encoding.writeVarInt(encoder, whole - time);
    time = whole;
  }
  for (const entry of entries) encoding.writeVarUint(encoder, entry.update.length);
  for (const entry of entries) encoding.writeUint8Array(encoder, entry.update);
  return encoding.toUint8Array(encoder);
}

/** @throws for bytes that `encodeEntries` has not made. */
export function decodeEntries(bytes: Uint8Array): LogEntry[] {
  const decoder = decoding.createDecoder(bytes);
  if (decoding.readUint8(decoder) !== VERSION) throw new RangeError("Entries of an unknown version");
  const length = decoding.readVarUint(decoder);
  // Each has at least a byte in each column: what claims more is damaged, and must not make us allocate.
  if (length > bytes.length) throw new RangeError("More entries than bytes");
  const column = (read: () => number): number[] => Array.from({ length }, read);
  const authors = readNames(decoder, length);
  const owners = readNames(decoder, length);
  let seq = 0;
  const seqs = column(() => (seq += decoding.readVarUint(decoder)));
  let time = 0;
  const times = column(() => (time += decoding.readVarInt(decoder)));
  const lengths = column(() => decoding.readVarUint(decoder));
  return lengths.map((updateLength, index) => {
    const owner = owners[index];
    return {
      seq: seqs[index] as number,
      time: times[index] as number,
      author: authors[index] ?? null,
      ...(typeof owner === "string" && { owner }),
      update: decoding.readUint8Array(decoder, updateLength),
    };
  });
}

/** The names that there are, and for each entry which: 0 for none. */
function writeNames(encoder: encoding.Encoder, names: readonly (string | null)[]): void {
  const distinct = [...new Set(names.filter((name) => name !== null))];
  encoding.writeVarUint(encoder, distinct.length);
  for (const name of distinct) encoding.writeVarString(encoder, name);
  const indexOf = new Map(distinct.map((name, index) => [name, index + 1]));
  for (const name of names) encoding.writeVarUint(encoder, name === null ? 0 : (indexOf.get(name) ?? 0));
}

function readNames(decoder: decoding.Decoder, length: number): (string | null)[] {
  const count = decoding.readVarUint(decoder);
  if (count > length) throw new RangeError("More names than entries");
  const distinct = Array.from({ length: count }, () => decoding.readVarString(decoder));
  return Array.from({ length }, () => distinct[decoding.readVarUint(decoder) - 1] ?? null);
}

/** What a segment holds. */
export function packEntries(entries: readonly LogEntry[]): Uint8Array {
  return deflateRawSync(encodeEntries(entries), { level: 9 });
}

/** @throws for bytes that `packEntries` has not made. */
export function unpackEntries(packed: Uint8Array): LogEntry[] {
  return decodeEntries(inflateRawSync(packed, { maxOutputLength: MAX_UNPACKED_BYTES }));
}

const MAX_UNPACKED_BYTES = 1024 * 1024 * 1024;
