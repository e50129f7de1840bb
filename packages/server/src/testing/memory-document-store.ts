import type {
  Append,
  Checkpoint,
  DocumentStore,
  HistoryPart,
  LogEntry,
  Segment,
  SeqRange,
  StoredDocument,
} from "../document-store.js";
import { assertBeginning, inOrder } from "../history/in-order.js";
import { KEEP_EVERYTHING, planRetention, type Retention } from "../history/plan-retention.js";
import { StoreError } from "../store-error.js";

interface MemoryDocument {
  readonly checkpoints: readonly Checkpoint[];
  readonly segments: readonly Segment[];
  readonly entries: readonly LogEntry[];
  readonly lastSeq: number;
}

/** What survives a `MemoryDocumentStore`: hand it to the next one to reopen. Checkpoints, segments and entries are in ascending order. */
export type MemoryDisk = Map<string, MemoryDocument>;

const NOTHING: MemoryDocument = { checkpoints: [], segments: [], entries: [], lastSeq: 0 };

/** A `DocumentStore` that forgets with the process. For tests and for trying things out. */
export class MemoryDocumentStore implements DocumentStore {
  #isClosed = false;

  constructor(
    readonly disk: MemoryDisk = new Map(),
    private readonly retention: Retention = KEEP_EVERYTHING,
  ) {}

  async load(documentId: string, olderThan = Number.POSITIVE_INFINITY): Promise<StoredDocument> {
    this.#assertOpen();
    const { checkpoints, segments, entries, lastSeq } = this.#read(documentId);
    const checkpoint = checkpoints.filter(({ upTo }) => upTo < olderThan).at(-1) ?? null;
    const stored = inOrder({ checkpoint, segments, entries, lastSeq, setAside: 0 });
    assertBeginning(documentId, stored);
    return stored;
  }

  async append(batch: readonly Append[]): Promise<void> {
    this.#assertOpen();
    for (const { documentId, entries } of batch) {
      const found = this.#read(documentId);
      this.disk.set(documentId, {
        ...found,
        entries: [...found.entries, ...entries.map((entry) => ({ ...entry, update: entry.update.slice() }))],
        lastSeq: entries.at(-1)?.seq ?? found.lastSeq,
      });
    }
  }

  async checkpoint(documentId: string, checkpoint: Checkpoint, segment: Segment | null): Promise<void> {
    this.#assertOpen();
    const found = this.#read(documentId);
    const { upTo } = checkpoint;
    const checkpoints = [
      ...found.checkpoints.filter((other) => other.upTo < upTo),
      {
        ...checkpoint,
        state: checkpoint.state.slice(),
        owners: checkpoint.owners.slice(),
        summary: checkpoint.summary.slice(),
      },
    ];
    const segments =
      segment === null
        ? found.segments
        : [...found.segments.filter((other) => !isWithin(other.range, segment.range)), segment];
    const kept = planRetention({
      checkpoints: checkpoints.map((kept) => ({ ...kept, bytes: kept.state.length })),
      segments: segments.map((kept) => ({ ...kept, bytes: kept.packed.length })),
      retention: this.retention,
      now: checkpoint.time ?? 0,
    });
    this.disk.set(documentId, {
      checkpoints: checkpoints.filter((kept_) => kept.checkpoints.has(kept_.upTo)),
      segments: segments.filter(({ range }) => range.through > kept.forgottenThrough),
      entries: found.entries.filter((entry) => entry.seq > upTo),
      lastSeq: Math.max(found.lastSeq, upTo),
    });
  }

  async *history(
    documentId: string,
    range: SeqRange = { from: 0, through: Number.POSITIVE_INFINITY },
  ): AsyncGenerator<HistoryPart> {
    this.#assertOpen();
    const { checkpoints, segments } = this.#read(documentId);
    const parts: HistoryPart[] = [
      ...segments.map((segment) => ({ kind: "segment" as const, ...segment })),
      ...checkpoints.map((checkpoint) => ({ kind: "checkpoint" as const, ...checkpoint })),
    ];
    const endOf = (part: HistoryPart): number => (part.kind === "segment" ? part.range.through : part.upTo);
    const beginOf = (part: HistoryPart): number => (part.kind === "segment" ? part.range.from : part.upTo);
    yield* parts
      .filter((part) => endOf(part) >= range.from && beginOf(part) <= range.through)
      .sort((a, b) => endOf(a) - endOf(b));
  }

  async remove(documentId: string): Promise<void> {
    this.#assertOpen();
    this.disk.delete(documentId);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
  }

  #read(documentId: string): MemoryDocument {
    return this.disk.get(documentId) ?? NOTHING;
  }

  #assertOpen(): void {
    if (this.#isClosed) throw new StoreError("closed", "The store has been closed");
  }
}

const isWithin = (inner: SeqRange, outer: SeqRange): boolean =>
  inner.from >= outer.from && inner.through <= outer.through;
