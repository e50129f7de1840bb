import type { Append, Checkpoint, DocumentStore, LogEntry, StoredDocument } from "../document-store.js";
import { StoreError } from "../store-error.js";

/** What survives a `MemoryDocumentStore`: hand it to the next one to reopen. */
export type MemoryDisk = Map<string, { checkpoint: Checkpoint | null; entries: LogEntry[]; lastSeq: number }>;

/** A `DocumentStore` that forgets with the process. For tests and for trying things out. */
export class MemoryDocumentStore implements DocumentStore {
  #isClosed = false;

  constructor(readonly disk: MemoryDisk = new Map()) {}

  async load(documentId: string): Promise<StoredDocument> {
    this.#assertOpen();
    const found = this.disk.get(documentId);
    return found ? { ...found, entries: [...found.entries] } : { checkpoint: null, entries: [], lastSeq: 0 };
  }

  async append(batch: readonly Append[]): Promise<void> {
    this.#assertOpen();
    for (const { documentId, entries } of batch) {
      const found = this.disk.get(documentId) ?? { checkpoint: null, entries: [], lastSeq: 0 };
      for (const entry of entries) found.entries.push({ ...entry, update: entry.update.slice() });
      found.lastSeq = entries.at(-1)?.seq ?? found.lastSeq;
      this.disk.set(documentId, found);
    }
  }

  async checkpoint(documentId: string, checkpoint: Checkpoint): Promise<void> {
    this.#assertOpen();
    const found = this.disk.get(documentId);
    const entries = (found?.entries ?? []).filter((entry) => entry.seq > checkpoint.upTo);
    const lastSeq = Math.max(found?.lastSeq ?? 0, checkpoint.upTo);
    this.disk.set(documentId, {
      checkpoint: { ...checkpoint, state: checkpoint.state.slice(), owners: checkpoint.owners.slice() },
      entries,
      lastSeq,
    });
  }

  async remove(documentId: string): Promise<void> {
    this.#assertOpen();
    this.disk.delete(documentId);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
  }

  #assertOpen(): void {
    if (this.#isClosed) throw new StoreError("closed", "The store has been closed");
  }
}
