import type { Checkpoint, DocumentStore, LogEntry, Segment } from "../document-store.js";
import { mergeUpdates } from "../merge-updates.js";
import { unpackEntries } from "./pack-entries.js";

/** Through an entry, or through the last one that was accepted before or at a time (milliseconds since the epoch). */
export type Moment =
  | { readonly kind: "seq"; readonly seq: number }
  | { readonly kind: "time"; readonly time: number };

/** A document as it was. */
export interface PastDocument {
  /** One Yjs update; without the seed that documents begin with. Null where nothing had been written yet. */
  readonly update: Uint8Array | null;
  /** The last entry that it holds; 0 for none. */
  readonly seq: number;
  readonly time: number | null;
  /** Whether everything from the beginning, or from a state that was kept, through `seq` could be read. */
  readonly isWhole: boolean;
}

/**
 * Rebuilds a document from its past: the last checkpoint that is not later than the moment, and the entries since. Rejects with a `StoreError` where the
 * store fails.
 */
export async function documentAt(
  store: Pick<DocumentStore, "load" | "history">,
  documentId: string,
  moment: Moment,
): Promise<PastDocument> {
  // In this order: what becomes a segment between the two calls is in both, not in neither.
  const log = (await store.load(documentId)).entries;
  let begin: Checkpoint | null = null;
  let segments: Segment[] = [];
  const range = { from: 0, through: moment.kind === "seq" ? moment.seq : Number.MAX_SAFE_INTEGER };
  for await (const part of store.history(documentId, range)) {
    if (part.kind === "segment") segments.push(part);
    else if (holds(moment, { seq: part.upTo, time: part.time ?? lastTimeOf(segments) })) {
      begin = part;
      segments = [];
    }
  }
  const rebuilt = new Rebuilt(begin);
  for (const segment of segments) {
    if (!rebuilt.take(entriesOf(segment), moment)) return rebuilt.past();
  }
  rebuilt.take(log, moment);
  return rebuilt.past();
}

class Rebuilt {
  readonly #updates: Uint8Array[];
  #seq: number;
  #time: number | null;
  #isWhole = true;

  constructor(begin: Checkpoint | null) {
    this.#updates = begin ? [begin.state] : [];
    this.#seq = begin?.upTo ?? 0;
    this.#time = begin?.time ?? null;
  }

  /** False once the moment has been reached. */
  take(entries: readonly LogEntry[], moment: Moment): boolean {
    for (const entry of entries) {
      if (entry.seq <= this.#seq) continue;
      if (!holds(moment, entry)) return false;
      if (entry.seq > this.#seq + 1) this.#isWhole = false;
      this.#updates.push(entry.update);
      this.#seq = entry.seq;
      this.#time = entry.time;
    }
    return true;
  }

  past(): PastDocument {
    const update = this.#updates.length > 0 ? mergeUpdates(this.#updates) : null;
    return { update, seq: this.#seq, time: this.#time, isWhole: this.#isWhole };
  }
}

function holds(moment: Moment, { seq, time }: { readonly seq: number; readonly time: number }): boolean {
  return moment.kind === "seq" ? seq <= moment.seq : time <= moment.time;
}

/** For a checkpoint of an earlier version, which does not say its time. */
function lastTimeOf(segments: readonly Segment[]): number {
  return segments.at(-1)?.throughTime ?? Number.NEGATIVE_INFINITY;
}

function entriesOf({ packed }: Segment): readonly LogEntry[] {
  try {
    return unpackEntries(packed);
  } catch {
    return [];
  }
}
