import type { LogEntry } from "@motet/server";

export const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** A log entry whose update is its own name: stores do not read updates. */
export const entry = (seq: number, text = `update ${seq}`): LogEntry => ({
  seq,
  time: 1_700_000_000_000 + seq,
  author: seq % 2 === 0 ? "ada" : null,
  update: bytes(text),
});

export const entries = (from: number, through: number): LogEntry[] =>
  Array.from({ length: through - from + 1 }, (_, index) => entry(from + index));
