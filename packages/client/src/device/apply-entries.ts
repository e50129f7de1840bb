import * as Y from "yjs";
import type { Entry } from "./device-database.js";
import { earlier } from "./pending.js";

/** What of a copy the server may lack. */
export interface UnsavedOnDevice {
  readonly edits: number;
  readonly bytes: number;
  /** Milliseconds since the epoch. */
  readonly since: number | null;
}

/** What the ydoc had not, as one transaction of that origin. Null where it had everything. */
export function applyEntries(
  ydoc: Y.Doc,
  entries: readonly Entry[],
  origin: unknown,
): UnsavedOnDevice | null {
  let hasChanged = false;
  const notice = () => {
    hasChanged = true;
  };
  ydoc.on("update", notice);
  ydoc.transact(() => {
    for (const { update } of entries) {
      try {
        Y.applyUpdate(ydoc, update, origin);
      } catch {
        // What cannot be read hides nothing else.
      }
    }
  }, origin);
  ydoc.off("update", notice);
  return hasChanged ? unsavedOf(entries) : null;
}

function unsavedOf(entries: readonly Entry[]): UnsavedOnDevice {
  const unsaved = entries.filter(({ edits }) => edits > 0);
  return {
    edits: unsaved.reduce((total, { edits }) => total + edits, 0),
    bytes: unsaved.reduce((total, { update }) => total + update.length, 0),
    since: unsaved.reduce<number | null>((oldest, { since }) => earlier(oldest, since), null),
  };
}
