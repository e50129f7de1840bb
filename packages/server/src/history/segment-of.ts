import type { LogEntry, Segment } from "../document-store.js";

/** The segment that `packed`, made of these entries, is. Null for none. */
export function segmentOf(entries: readonly LogEntry[], packed: Uint8Array): Segment | null {
  const first = entries[0];
  const last = entries.at(-1);
  if (first === undefined || last === undefined) return null;
  return {
    range: { from: first.seq, through: last.seq },
    fromTime: first.time,
    throughTime: last.time,
    authors: [...new Set(entries.map((entry) => entry.author))],
    packed,
  };
}
