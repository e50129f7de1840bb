import type {
  Append,
  Checkpoint,
  DocumentStore,
  HistoryPart,
  Segment,
  SeqRange,
  StoredDocument,
} from "../document-store.js";
import { StoreError } from "../store-error.js";

type Mood =
  | { readonly kind: "works" }
  | { readonly kind: "fails" }
  | { readonly kind: "hangs"; readonly released: Promise<void> };

/** A store whose moods a test sets: it works, refuses to write, or hangs until released. */
export class FaultyDocumentStore implements DocumentStore {
  #mood: Mood = { kind: "works" };
  #release: () => void = () => {};
  /** Calls of `append` that resolved, of any number of entries. */
  commits = 0;
  refusals = 0;

  constructor(private readonly inner: DocumentStore) {}

  work(): void {
    this.#mood = { kind: "works" };
    this.#release();
  }

  fail(): void {
    this.#mood = { kind: "fails" };
    this.#release();
  }

  hang(): void {
    const released = new Promise<void>((resolve) => {
      this.#release = resolve;
    });
    this.#mood = { kind: "hangs", released };
  }

  async load(documentId: string, olderThan?: number): Promise<StoredDocument> {
    await this.#obey();
    return this.inner.load(documentId, olderThan);
  }

  async append(batch: readonly Append[]): Promise<void> {
    await this.#obey();
    await this.inner.append(batch);
    this.commits += 1;
  }

  async checkpoint(documentId: string, checkpoint: Checkpoint, segment: Segment | null): Promise<void> {
    await this.#obey();
    await this.inner.checkpoint(documentId, checkpoint, segment);
  }

  async *history(documentId: string, range?: SeqRange): AsyncGenerator<HistoryPart> {
    await this.#obey();
    yield* this.inner.history(documentId, range);
  }

  async remove(documentId: string): Promise<void> {
    await this.#obey();
    await this.inner.remove(documentId);
  }

  close(): Promise<void> {
    return this.inner.close();
  }

  async #obey(): Promise<void> {
    while (this.#mood.kind === "hangs") await this.#mood.released;
    if (this.#mood.kind === "fails") {
      this.refusals += 1;
      throw new StoreError("failed", "No space left on device");
    }
  }
}
