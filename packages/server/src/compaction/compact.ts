import * as Y from "yjs";
import { summarize } from "../checkpoint-summary.js";
import { packEntries } from "../history/pack-entries.js";
import { mergeUpdates } from "../merge-updates.js";
import type { Compacted, CompactionJob } from "./compactor.js";

/** The work itself, on whatever thread it is called: its time grows with the document. */
export function compact({ base, entries, stranded, titleRoot }: CompactionJob): Compacted | null {
  const ydoc = new Y.Doc({ gc: true });
  try {
    Y.applyUpdate(ydoc, base);
    // The small ones first, with each other: merging each into the large one would read that again and again.
    if (entries.length > 0) Y.applyUpdate(ydoc, mergeUpdates(entries.map((entry) => entry.update)));
    if (ydoc.store.pendingStructs || ydoc.store.pendingDs) return null;
    const all = [...entries, ...stranded].sort((a, b) => a.seq - b.seq);
    const state = Y.encodeStateAsUpdate(ydoc);
    return { state, summary: summarize(state, titleRoot), packed: packEntries(all) };
  } finally {
    ydoc.destroy();
  }
}
