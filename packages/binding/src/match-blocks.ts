import { clientOfCopies, MOVES, markerId, markerMap, movesOf } from "@motet/model";
import { $getNodeByKey, type NodeKey } from "lexical";
import * as Y from "yjs";
import { draftText, liveText } from "./block-text.js";
import type { DraftBlock } from "./draft-block.js";
import { longestAscending } from "./longest-ascending.js";
import type { MirrorBlock } from "./mirror.js";

/** What became of a block that Lexical shows now. */
export interface Match {
  /** `null`: it is new. */
  readonly block: MirrorBlock | null;
  /**
   * Set where the block stands among others than before, so that it has to be written anew at its place: what its
   * marker holds, its name included.
   */
  readonly carried: ReadonlyMap<string, unknown> | null;
}

/**
 * Which draft is which block: the same node; a new node that took over children (a change of type); then, between
 * blocks that are known, those that read alike (an empty block changed its type). `blockOf` knows the blocks of the
 * whole flow. Of blocks that changed their order, as many as possible count as having stayed.
 */
export function $matchBlocks(
  before: readonly MirrorBlock[],
  drafts: readonly DraftBlock[],
  blockOf: (key: NodeKey) => MirrorBlock | undefined,
  nameOf: (block: MirrorBlock) => string,
): Match[] {
  const places = new Map(before.map((block, index) => [block, index]));
  const taken = new Set<MirrorBlock>();
  const blocks: (MirrorBlock | null)[] = drafts.map((draft) => {
    const block = blockOf(draft.key) ?? null;
    if (block !== null) taken.add(block);
    return block;
  });
  // What stands in another gap, or in another flow, is nothing else here.
  for (const block of before) if ($getNodeByKey(block.key)?.isAttached()) taken.add(block);
  if (blocks.includes(null) && before.some((block) => !taken.has(block))) {
    matchChildren(before, drafts, taken, blocks);
    matchBetween(before, drafts, taken, blocks);
  }
  const stays = new Set(longestAscending(blocks.map((block) => (block && places.get(block)) ?? null)));
  return blocks.map((block, index) => ({
    block,
    carried: block === null || stays.has(index) ? null : carriedBy(block, nameOf),
  }));
}

/** The match of a block that has come from another flow; none for an empty one without marker. */
export function matchFromElsewhere(block: MirrorBlock, nameOf: (block: MirrorBlock) => string): Match | null {
  const carried = carriedBy(block, nameOf);
  return carried === null ? null : { block, carried };
}

/**
 * What the marker of a moved block holds. Text without marker gets a name of its own: whoever else brings it elsewhere at
 * that moment gives it the same one.
 */
function carriedBy(
  block: MirrorBlock,
  nameOf: (block: MirrorBlock) => string,
): ReadonlyMap<string, unknown> | null {
  const { marker, segments } = block.live;
  if (marker === null) {
    if (segments.length === 0) return null;
    return new Map<string, unknown>([
      ["id", nameOf(block)],
      [MOVES, 1],
    ]);
  }
  const carried = new Map<string, unknown>();
  markerMap(marker)?.forEach((value, key) => {
    if (!(value instanceof Y.AbstractType) && clientOfCopies(key) === null) carried.set(key, value);
  });
  return carried.set("id", markerId(marker)).set(MOVES, movesOf(marker) + 1);
}

function matchChildren(
  before: readonly MirrorBlock[],
  drafts: readonly DraftBlock[],
  taken: Set<MirrorBlock>,
  blocks: (MirrorBlock | null)[],
): void {
  const byChild = new Map<NodeKey, MirrorBlock>();
  for (const block of before) {
    if (taken.has(block)) continue;
    for (const child of block.childKeys) byChild.set(child, block);
  }
  drafts.forEach((draft, index) => {
    if (blocks[index] !== null) return;
    for (const child of draft.childKeys) {
      const block = byChild.get(child);
      if (block === undefined || taken.has(block)) continue;
      taken.add(block);
      blocks[index] = block;
      return;
    }
  });
}

function matchBetween(
  before: readonly MirrorBlock[],
  drafts: readonly DraftBlock[],
  taken: Set<MirrorBlock>,
  blocks: (MirrorBlock | null)[],
): void {
  let next = 0;
  drafts.forEach((draft, index) => {
    const known = blocks[index];
    if (known) {
      next = Math.max(next, before.indexOf(known, next) + 1);
      return;
    }
    for (let at = next; at < before.length; at++) {
      const block = before[at] as MirrorBlock;
      if (taken.has(block)) break;
      if (liveText(block.live) !== draftText(draft)) continue;
      taken.add(block);
      blocks[index] = block;
      next = at + 1;
      return;
    }
  });
}
