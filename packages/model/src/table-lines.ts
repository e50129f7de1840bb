import type * as Y from "yjs";
import { findArray, openArray } from "./flow.js";
import { type Axis, FIRST_LINE, isTableId, linesName } from "./table-names.js";

/**
 * The ids of a table's rows or columns, each once, never none: a table where nobody has written any, or where two
 * people deleted what was left, has one, the same for everybody.
 */
export function readLines(ydoc: Y.Doc, table: string, axis: Axis): string[] {
  const ids = new Set<string>();
  for (const id of findArray(ydoc, linesName(table, axis)) ?? []) if (isTableId(id)) ids.add(id);
  return ids.size === 0 ? [FIRST_LINE] : [...ids];
}

/**
 * Brings rows or columns from the order that somebody saw to the one that they want. What others have added meanwhile,
 * unseen, stays; what others have deleted meanwhile stays deleted, unless it was moved.
 */
export function writeLines(
  ydoc: Y.Doc,
  table: string,
  axis: Axis,
  seen: readonly string[],
  wanted: readonly string[],
): void {
  const array = openArray(ydoc, linesName(table, axis));
  if (array === null) return;
  const ids = array.toArray();
  const staying = inOrder(seen, wanted);
  const leaving = new Set(seen.filter((id) => !staying.has(id)));
  for (let index = ids.length - 1; index >= 0; index--) {
    if (!leaving.has(ids[index] as string)) continue;
    array.delete(index);
    ids.splice(index, 1);
  }
  const known = new Set(seen);
  let index = 0;
  for (const id of wanted) {
    const at = ids.indexOf(id);
    if (at >= 0) {
      index = at + 1;
    } else if (!known.has(id) || leaving.has(id) || id === FIRST_LINE) {
      array.insert(index, [id]);
      ids.splice(index, 0, id);
      index++;
    }
  }
}

/** The ids that can stay where they are while all others are moved: a longest sequence in the order of both. */
function inOrder(seen: readonly string[], wanted: readonly string[]): Set<string> {
  const positions = new Map(seen.map((id, index) => [id, index]));
  const common = wanted.filter((id) => positions.has(id));
  /** For each length, where in `common` the sequence of that length ends that ends earliest in `seen`. */
  const ends: number[] = [];
  const previous = common.map((id, index) => {
    const position = positions.get(id) as number;
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((positions.get(common[ends[middle] as number] as string) as number) < position) low = middle + 1;
      else high = middle;
    }
    ends[low] = index;
    return ends[low - 1];
  });
  const staying = new Set<string>();
  for (let at = ends.at(-1); at !== undefined; at = previous[at]) staying.add(common[at] as string);
  return staying;
}
