import { COPY_OF, MOVES, markerId, markerMap, movesOf, yjsName } from "@motet/model";
import * as Y from "yjs";

type IdSet = Parameters<typeof Y.iterateDeletedStructs>[1];

/**
 * A block that undo brings back has a new marker. It keeps the name by which others know it, and counts as moved on from
 * the one that undo takes away for it (see `outranks`). Where its text was copied from was said by the ids of the old one.
 */
export function keepNames(ydoc: Y.Doc, broughtBack: IdSet, takenAway: IdSet): void {
  ydoc.transact((transaction) => {
    const moves = new Map<string, number>();
    Y.iterateDeletedStructs(transaction, takenAway, (struct) => {
      if (!isMarker(struct) || !struct.deleted) return;
      const name = markerId(struct);
      moves.set(name, Math.max(moves.get(name) ?? 0, movesOf(struct)));
    });
    Y.iterateDeletedStructs(transaction, broughtBack, (struct) => {
      if (!isMarker(struct) || struct.redone === null) return;
      const marker = Y.getItem(ydoc.store, struct.redone);
      const map = marker.deleted ? null : markerMap(marker);
      if (map === null) return;
      if (map.get("id") === undefined) map.set("id", yjsName(struct));
      // What is deleted can still be read where undo has kept it.
      if (map.has(COPY_OF)) map.set(COPY_OF, null);
      const taken = moves.get(markerId(marker));
      if (taken !== undefined && taken >= movesOf(marker)) map.set(MOVES, taken + 1);
    });
  });
}

function isMarker(struct: Y.Item | Y.GC): struct is Y.Item {
  return (
    struct instanceof Y.Item &&
    struct.parent instanceof Y.Text &&
    struct.parentSub === null &&
    markerMap(struct) !== null
  );
}
