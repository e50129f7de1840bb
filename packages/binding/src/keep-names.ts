import { COPY_OF, MOVES, markerId, markerMap, movesOf, yjsName } from "@motet/model";
import * as Y from "yjs";
import type { Copies, Rewritten } from "./copies.js";
import { CopyOrigins, type CopyRange } from "./copy-origins.js";

export type IdSet = Parameters<typeof Y.iterateDeletedStructs>[1];

/**
 * A block that undo brings back has a new marker. It keeps the name by which others know it, says what its text is a copy
 * of, and counts as moved on from what it was, and from the one that undo takes away for it (see `outranks`). Returns the text
 * that is back without a marker that says so.
 */
export function keepNames(ydoc: Y.Doc, broughtBack: IdSet, takenAway: IdSet, copies: Copies): Rewritten[] {
  const restored = new Map<string, Rewritten>();
  ydoc.transact((transaction) => {
    const taken = new Map<string, number>();
    Y.iterateDeletedStructs(transaction, takenAway, (struct) => {
      if (!isMarker(struct) || !struct.deleted) return;
      const name = markerId(struct);
      taken.set(name, Math.max(taken.get(name) ?? 0, movesOf(struct)));
    });
    const markers: Y.Item[] = [];
    Y.iterateDeletedStructs(transaction, broughtBack, (struct) => {
      if (!(struct instanceof Y.Item) || struct.redone === null) return;
      const { id: from, redone: to, length } = struct;
      if (struct.content instanceof Y.ContentString) restored.set(yjsName({ id: to }), { from, to, length });
      if (!isMarker(struct)) return;
      const marker = Y.getItem(ydoc.store, to);
      if (marker.deleted) return;
      markers.push(marker);
      if (markerMap(marker)?.get("id") === undefined) markerMap(marker)?.set("id", yjsName(struct));
    });
    for (const marker of markers) {
      const { ranges, moves } = takeCopies(marker, restored, copies);
      const map = markerMap(marker);
      const entry = CopyOrigins.write(ranges);
      // What is deleted can still be read where undo has kept it: it was said of the old one.
      if (entry !== null && ranges.length > 0) map?.set(...entry);
      else if (map?.has(COPY_OF)) map.set(COPY_OF, null);
      const known = movesOf(marker);
      const least = Math.max(moves, 1 + (taken.get(markerId(marker)) ?? -1), known > 0 ? known + 1 : 0);
      if (least > known) map?.set(MOVES, least);
    }
  });
  return [...restored.values()];
}

/** Takes out of `restored` what stands behind a marker. */
function takeCopies(
  marker: Y.Item,
  restored: Map<string, Rewritten>,
  copies: Copies,
): { ranges: CopyRange[]; moves: number } {
  const ranges: CopyRange[] = [];
  let moves = 0;
  for (let item = marker.right; item !== null; item = item.right) {
    if (!item.deleted && isMarker(item)) break;
    const name = yjsName(item);
    const text = restored.get(name);
    if (item.deleted || text === undefined) continue;
    restored.delete(name);
    for (const piece of copies.piecesOf(text)) {
      const at = text.to.clock + piece.offset - marker.id.clock;
      for (const original of piece.originals) ranges.push({ ...original, at, length: piece.length });
      moves = Math.max(moves, piece.moves);
    }
  }
  return { ranges, moves };
}

function isMarker(struct: Y.Item | Y.GC): struct is Y.Item {
  return (
    struct instanceof Y.Item &&
    struct.parent instanceof Y.Text &&
    struct.parentSub === null &&
    markerMap(struct) !== null
  );
}
