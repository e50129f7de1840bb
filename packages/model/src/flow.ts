import * as Y from "yjs";
import { isMarker, markerMap } from "./live-block.js";
import { BLOCK_SCHEMAS, TABLE } from "./schema.js";

/**
 * A flow is a root `Y.Text` of blocks, found by its name: the body, or the text of a table's cell. Since it is found
 * by name, two people who write first into the same empty cell share one text, and it is there again when the cell is.
 */
export function findFlow(ydoc: Y.Doc, name: string): Y.Text | null {
  return isFree(ydoc, name) ? ydoc.getText(name) : instanceOrNull(ydoc.share.get(name), Y.Text);
}

/** The flow to write into, created where there is none; `null` where something else has its name in this ydoc. */
export function openFlow(ydoc: Y.Doc, name: string): Y.Text | null {
  return ydoc.share.has(name) ? findFlow(ydoc, name) : ydoc.getText(name);
}

export function findArray(ydoc: Y.Doc, name: string): Y.Array<unknown> | null {
  return isFree(ydoc, name) ? ydoc.getArray(name) : instanceOrNull(ydoc.share.get(name), Y.Array<unknown>);
}

export function openArray(ydoc: Y.Doc, name: string): Y.Array<unknown> | null {
  return ydoc.share.has(name) ? findArray(ydoc, name) : ydoc.getArray(name);
}

export function findMap(ydoc: Y.Doc, name: string): Y.Map<unknown> | null {
  return isFree(ydoc, name) ? ydoc.getMap(name) : instanceOrNull(ydoc.share.get(name), Y.Map<unknown>);
}

export function openMap(ydoc: Y.Doc, name: string): Y.Map<unknown> | null {
  return ydoc.share.has(name) ? findMap(ydoc, name) : ydoc.getMap(name);
}

/** Whether a reader sees nothing in it: no text, nothing inline, no block that is more than its text. */
export function isEmptyFlow(ydoc: Y.Doc, name: string): boolean {
  const flow = findFlow(ydoc, name);
  if (flow === null || flow.length === 0) return true;
  for (let item = flow._start; item !== null; item = item.right) {
    if (item.deleted || !item.countable) continue;
    if (!isMarker(item)) return false;
    const type = markerMap(item)?.get("type");
    if (typeof type === "string" && (type === TABLE || !BLOCK_SCHEMAS.has(type))) return false;
  }
  return true;
}

/** Something arrived under this name, and nobody has said yet what it is: asking for a kind writes nothing. */
function isFree(ydoc: Y.Doc, name: string): boolean {
  return ydoc.share.get(name)?.constructor === Y.AbstractType;
}

function instanceOrNull<T>(type: unknown, kind: new () => T): T | null {
  return type instanceof kind ? type : null;
}
