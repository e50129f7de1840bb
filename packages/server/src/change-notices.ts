import type { Clock } from "./clock.js";
import type { DocumentChange } from "./room.js";
import type { ServerLog } from "./server-log.js";

export type ChangeListener = (change: DocumentChange) => void;

/** Tells listeners that a document has changed: the last change of a stretch (and whether any of them touched the title), at most once per document and stretch. */
export class ChangeNotices {
  readonly #listeners = new Set<ChangeListener>();
  readonly #pending = new Map<string, { change: DocumentChange; cancel: () => void }>();

  constructor(
    private readonly options: { readonly clock: Clock; readonly log: ServerLog; readonly everyMs: number },
  ) {}

  on(listener: ChangeListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  add(change: DocumentChange): void {
    const { documentId } = change;
    const pending = this.#pending.get(documentId);
    const cancel =
      pending?.cancel ?? this.options.clock.after(this.options.everyMs, () => this.flush(documentId));
    const isTitleTouched = change.isTitleTouched || (pending?.change.isTitleTouched ?? false);
    this.#pending.set(documentId, { change: { ...change, isTitleTouched }, cancel });
  }

  /** Tells at once what waits for this document. */
  flush(documentId: string): void {
    const pending = this.#pending.get(documentId);
    if (!pending) return;
    this.#pending.delete(documentId);
    pending.cancel();
    for (const listener of this.#listeners) {
      try {
        listener(pending.change);
      } catch (error) {
        this.options.log.error({ error, documentId }, "A listener to changes failed");
      }
    }
  }
}
