import type { Checkpoint, LogEntry, Segment, SeqRange, StoredDocument } from "../document-store.js";
import { StoreError } from "../store-error.js";
import { unpackEntries } from "./pack-entries.js";

export interface Found {
  /** The newest one that can be read; null for none. */
  readonly checkpoint: Checkpoint | null;
  /** Those that can be read and reach beyond the checkpoint: where the newest checkpoint cannot be read, they have what it replaced. */
  readonly segments: readonly Segment[];
  readonly entries: readonly LogEntry[];
  readonly lastSeq: number;
  /** Records that were found damaged and set aside. */
  readonly setAside: number;
}

/** What an adapter has found, as `DocumentStore.load` gives it back: entries in order, each once, and what is missing between them. */
export function inOrder({ checkpoint, segments, entries, setAside, ...found }: Found): StoredDocument {
  const after = checkpoint?.upTo ?? 0;
  const bySeq = new Map<number, LogEntry>();
  for (const segment of segments) {
    if (segment.range.through <= after) continue;
    for (const entry of entriesOf(segment)) bySeq.set(entry.seq, entry);
  }
  for (const entry of entries) bySeq.set(entry.seq, entry);
  const readable = [...bySeq.values()].filter((entry) => entry.seq > after).sort((a, b) => a.seq - b.seq);
  const lastSeq = Math.max(found.lastSeq, readable.at(-1)?.seq ?? 0);
  const lost = gapsOf(readable, after, lastSeq);
  return {
    checkpoint,
    entries: readable,
    lastSeq,
    damage: lost.length > 0 || setAside > 0 ? { lost, setAside } : null,
  };
}

/** None for a segment that cannot be unpacked: its numbers show as lost. */
function entriesOf(segment: Segment): readonly LogEntry[] {
  try {
    return unpackEntries(segment.packed);
  } catch {
    return [];
  }
}

function gapsOf(entries: readonly LogEntry[], after: number, lastSeq: number): SeqRange[] {
  const gaps: SeqRange[] = [];
  let expected = after + 1;
  for (const { seq } of entries) {
    if (seq > expected) gaps.push({ from: expected, through: seq - 1 });
    expected = seq + 1;
  }
  if (lastSeq >= expected) gaps.push({ from: expected, through: lastSeq });
  return gaps;
}

/** Nothing that could be read leads up to the document's first entry: an empty document must not be taken for it. */
export function assertBeginning(documentId: string, stored: StoredDocument): void {
  const { checkpoint, entries, lastSeq, damage } = stored;
  if ((lastSeq > 0 || damage !== null) && checkpoint === null && entries[0]?.seq !== 1) {
    throw new StoreError(
      "damaged",
      `Nothing of document ${JSON.stringify(documentId)} can be read that it could begin with`,
    );
  }
}
