import { equalAttributes, type LiveBlock, NO_ATTRIBUTES, readLiveBlock } from "@motet/model";
import type * as Y from "yjs";
import type { Mirror, MirrorBlock } from "./mirror.js";
import type { Touched } from "./touched-blocks.js";

/** What the mirror learned from Yjs. */
export interface MirrorChanges {
  /** Blocks that were read again or are new (those have no Lexical node yet). */
  readonly changed: Set<MirrorBlock>;
  /** Blocks that are no more; what stood behind them in Lexical has another block before it now. */
  readonly removed: Set<MirrorBlock>;
}

/**
 * Reads the touched blocks again. A new block is found from the one before it; where a block ends with other
 * formats than before, the next is read too, because formats run across markers.
 * `isHeld` names blocks that must not be read now; what would have been read there is put into `later`.
 */
export function readTouched(
  body: Y.Text,
  mirror: Mirror,
  touched: Touched,
  isHeld: (block: MirrorBlock) => boolean,
  later: Touched,
): MirrorChanges {
  const changed = new Set<MirrorBlock>();
  const removed = new Set<MirrorBlock>();
  const pending = [...touched.owners];
  /** Deleted markers whose blocks are still shown: what is read ends at them. */
  const boundaries = later.gone;
  for (const marker of touched.gone) {
    const block = mirror.byMarker.get(marker);
    if (block === undefined) continue;
    if (isHeld(block)) {
      later.gone.add(marker);
      continue;
    }
    pending.push(block.previous?.live.marker ?? null);
    removed.add(block);
    mirror.remove(block);
  }
  if (mirror.first === null) pending.push(null);
  for (const owner of pending) readFrom(owner);
  return { changed, removed };

  function readFrom(owner: Y.Item | null): void {
    const known = mirror.byMarker.get(owner);
    if (known === undefined && owner !== null) return;
    let live = readLiveBlock(body, owner, known?.live.startAttributes ?? NO_ATTRIBUTES, boundaries);
    /** What stands left of the next one in the mirror; where that is held, nothing new is shown behind it. */
    let block = known === undefined ? null : known;
    let isHidden = known !== undefined && isHeld(known);
    if (isHidden) later.owners.add(owner);
    else if (owner === null) block = readHead(known, live);
    else if (block !== null) {
      block.live = live;
      changed.add(block);
    }
    while (live.next !== null) {
      const marker: Y.Item = live.next;
      const next = mirror.byMarker.get(marker);
      if (next !== undefined && equalAttributes(next.live.startAttributes, live.endAttributes)) return;
      live = readLiveBlock(body, marker, live.endAttributes, boundaries);
      if (next === undefined) {
        if (isHidden) continue;
        block = mirror.insertAfter(block, live, "");
      } else {
        block = next;
        isHidden = isHeld(next);
        if (isHidden) {
          next.live = { ...next.live, startAttributes: live.startAttributes };
          later.owners.add(marker);
          continue;
        }
        next.live = live;
      }
      changed.add(block);
    }
  }

  /** The text before the first marker is a block only where there is some, or no marker at all. */
  function readHead(known: MirrorBlock | undefined, live: LiveBlock): MirrorBlock | null {
    const isBlock = live.segments.length > 0 || live.next === null;
    if (known === undefined) {
      if (!isBlock) return null;
      const head = mirror.insertAfter(null, live, "");
      changed.add(head);
      return head;
    }
    if (!isBlock) {
      removed.add(known);
      changed.delete(known);
      mirror.remove(known);
      return null;
    }
    known.live = live;
    changed.add(known);
    return known;
  }
}
