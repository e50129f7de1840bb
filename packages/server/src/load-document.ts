import { DocumentState, type DocumentStateOptions } from "./document-state.js";
import type { DocumentStore } from "./document-store.js";
import type { ServerLog } from "./server-log.js";
import { StoreError } from "./store-error.js";

export interface LoadOptions extends DocumentStateOptions {
  readonly store: Pick<DocumentStore, "load">;
  readonly log: ServerLog;
}

/** Reads a document, from an older checkpoint where the newest does not load. Tells the log what is lost. Rejects with a `StoreError`. */
export async function loadDocument(
  documentId: string,
  { store, log, ...options }: LoadOptions,
): Promise<DocumentState> {
  for (let olderThan = Number.POSITIVE_INFINITY; ; ) {
    const stored = await store.load(documentId, olderThan);
    if (stored.damage) {
      log.error(
        { documentId, ...stored.damage, lastSeq: stored.lastSeq },
        "A document is damaged: what can be read is served",
      );
    }
    try {
      const state = new DocumentState(stored, options);
      if (state.strandedLength > 0) {
        log.warn(
          { documentId, entries: state.strandedLength },
          "Edits that build on lost ones are kept, and shown when somebody brings what they lack",
        );
      }
      return state;
    } catch (error) {
      if (!(error instanceof StoreError) || error.code !== "damaged" || stored.checkpoint === null)
        throw error;
      olderThan = stored.checkpoint.upTo;
      log.error({ documentId, upTo: olderThan }, "A checkpoint does not load: the one before it is tried");
    }
  }
}
