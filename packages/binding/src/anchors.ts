import { isMarker } from "@motet/model";
import * as Y from "yjs";
import type { Mirror, MirrorBlock } from "./mirror.js";
import type { Id } from "./yjs-edit.js";

/** A place by content: right of the character (or marker) with this id; `null`: the beginning of the body. */
export type Anchor = Id | null;

/** A place by content, in a flow. */
export interface FlowAnchor {
  readonly flow: string;
  readonly anchor: Anchor;
}

export interface BlockPlace {
  readonly block: MirrorBlock;
  /** In UTF-16 units from the block's beginning; an embed counts 1. */
  readonly offset: number;
}

/** What stands left of a place. */
export function anchorBefore(block: MirrorBlock, offset: number): Anchor {
  let left = offset;
  let last: Anchor = block.live.marker?.id ?? null;
  for (const segment of block.live.segments) {
    if (left <= 0) break;
    const units = segment.text === null ? 1 : segment.length;
    if (left <= units) {
      return {
        client: segment.client,
        clock: segment.clock + (segment.text === null ? segment.length : left) - 1,
      };
    }
    last = { client: segment.client, clock: segment.clock + segment.length - 1 };
    left -= units;
  }
  return left <= 0 && offset <= 0 ? (block.live.marker?.id ?? null) : last;
}

/** What stands right of a place: a character or the next block's marker; `null`: the end of the body. */
export function anchorAfter(block: MirrorBlock, offset: number): Anchor {
  let left = offset;
  for (const segment of block.live.segments) {
    const units = segment.text === null ? 1 : segment.length;
    if (left < units) return { client: segment.client, clock: segment.clock + left };
    left -= units;
  }
  return block.next?.live.marker?.id ?? null;
}

/**
 * Where an anchor is now. Of something deleted, the place where it stood; of something deleted and brought back by
 * undo, the place where it stands again. `null`: not known to this client (yet).
 */
export function placeOfAnchor(
  ydoc: Y.Doc,
  body: Y.Text,
  mirror: Mirror,
  anchor: Anchor,
  side: "before" | "after" = "after",
): BlockPlace | null {
  if (anchor === null) return mirror.first === null ? null : { block: mirror.first, offset: 0 };
  let { client, clock } = anchor;
  let item = find(ydoc, client, clock);
  for (let steps = 0; item?.redone && steps < 1000; steps++) {
    const diff = clock - item.id.clock;
    ({ client, clock } = { client: item.redone.client, clock: item.redone.clock + diff });
    item = find(ydoc, client, clock);
  }
  if (item === null || item.parent !== body || item.parentSub !== null) return null;
  let offset = 0;
  if (isMarker(item) && side === "after") return blockPlace(mirror, item, 0);
  if (!item.deleted && item.countable && !isMarker(item)) {
    const inside = clock - item.id.clock + (side === "after" ? 1 : 0);
    offset = item.content instanceof Y.ContentString ? inside : Math.min(1, inside);
  }
  for (let left = item.left; left !== null; left = left.left) {
    if (left.deleted || !left.countable) continue;
    if (isMarker(left)) return blockPlace(mirror, left, offset);
    offset += left.content instanceof Y.ContentString ? left.length : 1;
  }
  const head = mirror.byMarker.get(null);
  if (head !== undefined) return { block: head, offset };
  return mirror.first === null ? null : { block: mirror.first, offset: 0 };
}

/** Where an anchor is in the text that a block shows, though Yjs holds another one by now. */
export function shownPlace(
  ydoc: Y.Doc,
  block: MirrorBlock,
  anchor: Anchor,
  side: "before" | "after",
): BlockPlace {
  let offset = 0;
  let end = 0;
  const at = anchor === null ? null : find(ydoc, anchor.client, anchor.clock);
  const before = new Set<Y.Item>();
  for (let item = at; item !== null && item !== block.live.marker; item = item.left) before.add(item);
  for (const segment of block.live.segments) {
    const units = segment.text === null ? 1 : segment.length;
    const isHere =
      anchor !== null &&
      segment.client === anchor.client &&
      segment.clock <= anchor.clock &&
      anchor.clock < segment.clock + segment.length;
    if (isHere) {
      const inside = anchor.clock - segment.clock + (side === "after" ? 1 : 0);
      return { block, offset: offset + (segment.text === null ? Math.min(1, inside) : inside) };
    }
    offset += units;
    const last = find(ydoc, segment.client, segment.clock + segment.length - 1);
    if (last !== null && before.has(last)) end = offset;
  }
  return { block, offset: end };
}

function blockPlace(mirror: Mirror, marker: Y.Item, offset: number): BlockPlace | null {
  const block = mirror.byMarker.get(marker);
  return block === undefined ? null : { block, offset };
}

function find(ydoc: Y.Doc, client: number, clock: number): Y.Item | null {
  if (!(clock >= 0) || Y.getState(ydoc.store, client) <= clock) return null;
  const item: unknown = Y.getItem(ydoc.store, Y.createID(client, clock));
  return item instanceof Y.Item ? item : null;
}
