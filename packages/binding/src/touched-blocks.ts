import { COPY_OF, clientOfCopies, isMarker, markerMap } from "@motet/model";
import * as Y from "yjs";
import type { Mirror } from "./mirror.js";

/**
 * Blocks of the mirror that a transaction touched: to be read again from their marker onwards.
 * `null` stands for the beginning of the body.
 */
export interface Touched {
  readonly owners: Set<Y.Item | null>;
  /** Markers of the mirror that are deleted now. */
  readonly gone: Set<Y.Item>;
}

/** Whether a key of a marker tells which block, or which text, it is of. */
function isName(key: string | null): boolean {
  return key === "id" || key === COPY_OF || (key !== null && clientOfCopies(key) !== null);
}

export function createTouched(): Touched {
  return { owners: new Set(), gone: new Set() };
}

/** Markers that came and went in one transaction. */
export interface MarkerChanges {
  /** Live ones that the mirror does not know, or whose name has come now. */
  readonly created: Y.Item[];
  /** Deleted ones that the mirror knows. */
  readonly gone: Y.Item[];
  /** Deleted ones, of which something has come all the same. */
  readonly passed: Y.Item[];
}

/** Where what was touched in one flow is noted. */
export interface TouchedFlow {
  readonly mirror: Mirror;
  readonly touched: Touched;
}

/**
 * Adds what a transaction touched to the flows that it touched, which `flowOf` finds by their root types. Costs what was
 * changed and the blocks around, whatever the document's length.
 */
export function collectTouched<Flow extends TouchedFlow>(
  transaction: Y.Transaction,
  flowOf: (root: Y.AbstractType<unknown>) => Flow | null,
): Map<Flow, MarkerChanges> {
  const { store } = transaction.doc;
  const changes = new Map<Flow, MarkerChanges>();
  const touchers = new Map<unknown, (item: Y.Item, struct: Y.Item) => void>();
  const topItem = topItemFinder();
  const visit = (struct: Y.Item | Y.GC): void => {
    const item = struct instanceof Y.Item ? topItem(struct) : null;
    if (item === null || !(struct instanceof Y.Item)) return;
    const root: unknown = item.parent;
    let touch = touchers.get(root);
    if (touch === undefined) {
      const flow = root instanceof Y.AbstractType ? flowOf(root) : null;
      const markers = (flow && changes.get(flow)) ?? { created: [], gone: [], passed: [] };
      if (flow !== null) changes.set(flow, markers);
      touch = flow === null ? () => undefined : toucher(flow, markers);
      touchers.set(root, touch);
    }
    touch(item, struct);
  };
  transaction.afterState.forEach((end, client) => {
    const start = transaction.beforeState.get(client) ?? 0;
    const structs = start === end ? undefined : store.clients.get(client);
    if (structs === undefined) return;
    for (let i = Y.findIndexSS(structs, start); i < structs.length; i++) {
      const struct = structs[i];
      if (struct === undefined || struct.id.clock >= end) break;
      visit(struct);
    }
  });
  transaction.deleteSet.clients.forEach((ranges, client) => {
    const structs = store.clients.get(client);
    if (structs === undefined) return;
    for (const range of ranges) {
      if (range.clock >= Y.getState(store, client)) continue;
      for (let i = Y.findIndexSS(structs, range.clock); i < structs.length; i++) {
        const struct = structs[i];
        if (struct === undefined || struct.id.clock >= range.clock + range.len) break;
        visit(struct);
      }
    }
  });
  return changes;
}

function toucher(
  { mirror, touched }: TouchedFlow,
  { created, gone, passed }: MarkerChanges,
): (item: Y.Item, struct: Y.Item) => void {
  const ownerOf = ownerFinder(mirror);
  return (item, struct) => {
    if (item.parentSub !== null) return;
    // What the marker of a moved block says of itself may come after it, where that waited for something else.
    const isNamed = item === struct ? !mirror.byMarker.has(item) : isName(struct.parentSub);
    if (isNamed && isMarker(item)) created.push(item);
    else if (isNamed && markerMap(item) !== null) passed.push(item);
    if (!mirror.byMarker.has(item)) {
      touched.owners.add(ownerOf(item.left));
    } else if (item.deleted) {
      if (item === struct) gone.push(item);
      touched.gone.add(item);
      touched.owners.add(ownerOf(item.left));
    } else {
      touched.owners.add(item);
    }
  };
}

/** Finds the item of a root type that holds an item (of a marker's map, and whatever is nested in there). */
function topItemFinder(): (item: Y.Item) => Y.Item | null {
  const holders = new Map<unknown, Y.Item | null>();
  return (start) => {
    const walked: unknown[] = [];
    let item: Y.Item | null = start;
    while (item !== null) {
      const parent: unknown = item.parent;
      if (!(parent instanceof Y.AbstractType)) {
        item = null;
        break;
      }
      if (parent._item === null) break;
      const known = holders.get(parent);
      if (known !== undefined) {
        item = known;
        break;
      }
      walked.push(parent);
      item = parent._item;
    }
    for (const parent of walked) holders.set(parent, item);
    return item;
  };
}

/** Finds the nearest marker of the mirror to the left, walking over no item twice. */
function ownerFinder(mirror: Mirror): (item: Y.Item | null) => Y.Item | null {
  const owners = new Map<Y.Item, Y.Item | null>();
  return (start) => {
    const walked: Y.Item[] = [];
    let owner: Y.Item | null = null;
    for (let item = start; item !== null; item = item.left) {
      const known = owners.get(item);
      if (known !== undefined) {
        owner = known;
        break;
      }
      if (mirror.byMarker.has(item)) {
        owner = item;
        break;
      }
      walked.push(item);
    }
    for (const item of walked) owners.set(item, owner);
    return owner;
  };
}
