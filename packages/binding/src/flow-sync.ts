import {
  type Attributes,
  equalAttributes,
  findFlow,
  isEmptyFlow,
  type LiveBlock,
  NO_ATTRIBUTES,
  normalizeBlock,
  openFlow,
  readLiveBlock,
  readLiveBlocks,
  TABLE,
} from "@motet/model";
import {
  $getNodeByKey,
  $getSelection,
  $isElementNode,
  $isRangeSelection,
  type ElementNode,
  type NodeKey,
} from "lexical";
import * as Y from "yjs";
import { type Anchor, type BlockPlace, placeOfAnchor, shownPlace } from "./anchors.js";
import { $showsType } from "./block-nodes.js";
import { draftText, liveText, readsAlike } from "./block-text.js";
import { $changedGaps, $wholeFlow, type Commit, type Gap } from "./changed-gaps.js";
import { equalJson } from "./codecs.js";
import type { DraftBlock, TableIdOf } from "./draft-block.js";
import { Mirror, type MirrorBlock } from "./mirror.js";
import type { Moves } from "./moves.js";
import { $isPlaced, $misnumberedLists } from "./place-blocks.js";
import { $planGap, changesProps, type GapPlan } from "./plan-gap.js";
import { $placeOf } from "./points.js";
import { type MirrorChanges, readTouched } from "./read-touched.js";
import { $showBlocks } from "./show-blocks.js";
import { $showsText } from "./show-text.js";
import { createTouched, type Touched } from "./touched-blocks.js";
import { writeGap } from "./write-gap.js";
import { attributesAfter, deleteRange } from "./yjs-edit.js";

/** What stands for the text of a flow that nobody has written into. */
const NO_TEXT = new Y.Text();

/**
 * Keeps the blocks of one flow and of one container in step: the body and the root, or the text of a cell and the cell.
 * The mirror between them is what Lexical shows; both directions only look at blocks that changed. Who calls, and when,
 * is for `DocumentSync` to say.
 */
export class FlowSync {
  readonly name: string;
  /** The key of the element that shows it. */
  container: NodeKey;
  readonly mirror: Mirror;
  touched: Touched = createTouched();
  readonly repairs = new Set<MirrorBlock>();
  readonly #ydoc: Y.Doc;
  readonly #tableIdOf: TableIdOf;
  readonly #moves: Moves;
  #text: Y.Text | null = null;
  #isStale = false;

  /** `tableIdOf` names the tables that may stand in this flow. */
  constructor(ydoc: Y.Doc, name: string, container: NodeKey, tableIdOf: TableIdOf, moves: Moves) {
    this.#ydoc = ydoc;
    this.name = name;
    this.container = container;
    this.mirror = new Mirror(name);
    this.#tableIdOf = tableIdOf;
    this.#moves = moves;
  }

  get text(): Y.Text {
    this.#text ??= findFlow(this.#ydoc, this.name);
    return this.#text ?? NO_TEXT;
  }

  hasWork(): boolean {
    const { owners, gone } = this.touched;
    return owners.size > 0 || gone.size > 0 || this.repairs.size > 0 || this.#isStale;
  }

  /** Reads the whole flow into the mirror, for a container that shows nothing of it yet. */
  read(): Set<MirrorBlock> {
    this.mirror.clear();
    this.touched = createTouched();
    this.repairs.clear();
    this.#isStale = false;
    const blocks = new Set<MirrorBlock>();
    let previous: MirrorBlock | null = null;
    for (const live of readLiveBlocks(this.text)) {
      previous = this.mirror.insertAfter(previous, live, "");
      blocks.add(previous);
      if (live.marker !== null) this.#moves.remember([live.marker]);
    }
    return blocks;
  }

  /**
   * Takes a container that its author has just made. What a peer has written into the flow meanwhile is not in there:
   * it is shown before anything is compared, or stays beside what the author put in. Returns whether there is something
   * to plan.
   */
  $adopt(): boolean {
    const container = this.#$container();
    if (container === null) return false;
    if (isEmptyFlow(this.#ydoc, this.name)) {
      this.read();
      return true;
    }
    const first = container.getFirstChild();
    const isBlank = container.getChildrenSize() <= 1 && (!$isElementNode(first) || first.isEmpty());
    // What another cell showed of it until now has gone elsewhere with that cell.
    const isLeft = this.mirror.first !== null && $getNodeByKey(this.mirror.first.key)?.isAttached() === true;
    this.#isStale = isBlank && !isLeft;
    this.touched.owners.add(null);
    return !this.#isStale;
  }

  /** Where an anchor is; in a block that shows something else than Yjs holds, in what it shows. */
  placeOf(anchor: Anchor, side: "before" | "after"): BlockPlace | null {
    const place = placeOfAnchor(this.#ydoc, this.text, this.mirror, anchor, side);
    const isBehind = place !== null && this.touched.owners.has(place.block.live.marker);
    return isBehind ? shownPlace(this.#ydoc, place.block, anchor, side) : place;
  }

  // Lexical → Yjs

  /**
   * `commit` holds what is dirty in this flow; `null`: the container is new. Blocks may have `left` another flow for this
   * one. To be called while reading the new state.
   */
  $plan(commit: Commit | null, left: readonly FlowSync[]): GapPlan[] {
    const container = this.#$container();
    if (container === null) return [];
    const isUnclear =
      commit === null ||
      (commit.dirtyLeaves.size === 0 &&
        commit.dirtyElements.size === 1 &&
        commit.dirtyElements.has(this.container));
    const gaps = isUnclear
      ? [$wholeFlow(container, this.mirror)]
      : $changedGaps(container, this.mirror, commit);
    const selection = $getSelection();
    const caret = $isRangeSelection(selection) && selection.isCollapsed() ? $placeOf(selection.anchor) : null;
    const blockOf = (key: NodeKey): MirrorBlock | undefined => this.mirror.byKey.get(key);
    const fromElsewhere = (key: NodeKey): MirrorBlock | null =>
      left.find((flow) => flow !== this && flow.mirror.byKey.has(key))?.mirror.byKey.get(key) ?? null;
    const nameOf = (block: MirrorBlock): string => this.#moves.nameFor(block);
    const gapOf = new Map(gaps.flatMap((gap) => gap.after.map((node) => [node.getKey(), gap] as const)));
    return gaps.map((gap) => {
      const isElsewhere = ({ key }: MirrorBlock): boolean => (gapOf.get(key) ?? gap) !== gap;
      const isWhole = gap.left === null && this.#rightOf(gap) === null;
      return $planGap(gap, isWhole, caret, blockOf, this.#tableIdOf, isElsewhere, fromElsewhere, nameOf);
    });
  }

  /** Nothing to write, but blocks may be shown by other nodes now. */
  rename(plan: GapPlan): void {
    plan.drafts.forEach((draft, index) => {
      const block = plan.matches[index]?.block;
      if (block && block.key !== draft.key) this.mirror.setKey(block, draft.key);
    });
  }

  /**
   * Writes a plan, and brings the mirror to what Lexical shows now. Where Yjs holds more than that (a peer's text
   * that waits to be shown), the block is marked to be read later: the mirror must never be ahead of Lexical, or what
   * is missing there would be taken for deleted.
   */
  write(transaction: Y.Transaction, plan: GapPlan): void {
    const text = openFlow(this.#ydoc, this.name);
    if (text === null) {
      this.#isStale = true;
      return;
    }
    const { gap, drafts } = plan;
    const right = this.#rightOf(gap);
    const written = writeGap(transaction, text, plan, right, this.attributesAt, this.#moves.copies);
    this.#moves.remember(written.copies);
    const staying = new Set(written.markers);
    const isWaiting = this.touched.owners.size > 0 || this.touched.gone.size > 0;
    for (const block of gap.before) {
      const { marker } = block.live;
      this.mirror.remove(block);
      if (marker === null || staying.has(marker)) continue;
      this.touched.owners.delete(marker);
      this.touched.gone.delete(marker);
    }
    if (isWaiting) {
      // What waited behind a block may stand behind another one now: all around are read then.
      for (const marker of [gap.left?.live.marker ?? null, ...staying]) this.touched.owners.add(marker);
    }
    let previous = gap.left;
    // Formats and text that stood behind a marker that is gone belong to the block before it now.
    if (plan.hunks[0]?.oldStart === 0) {
      if (previous === null) this.touched.owners.add(null);
      else this.#reread(previous, previous.live.startAttributes);
    }
    drafts.forEach((draft, index) => {
      const marker = written.markers[index] ?? null;
      let live = this.#read(marker, this.#startOf(marker, previous));
      // A format that a peer has changed meanwhile is not shown either.
      if (this.touched.owners.has(marker) || liveText(live) !== draftText(draft)) {
        live = { ...live, segments: written.segments()[index] ?? [] };
        this.touched.owners.add(marker);
      }
      if (draft.type !== null && isShownOtherwise(live, draft)) {
        live = { ...live, ...normalizeBlock(draft.type, Object.entries({ ...live.props, ...draft.props })) };
        this.touched.owners.add(marker);
      }
      const block = this.mirror.insertAfter(previous, live, draft.key);
      block.childKeys = draft.childKeys;
      block.table = draft.type === TABLE ? String(draft.props[TABLE]) : null;
      const old = plan.matches[index]?.block ?? null;
      // What the author has changed is shown again by its codec, as a fresh reader would see it.
      block.shown = old !== null && draft.hasCodec && !changesProps(old, draft) ? old.shown : null;
      block.failed = old?.failed ?? null;
      previous = block;
    });
    for (let block = right; block !== null; previous = block, block = block.next) {
      const start = this.#startOf(block.live.marker, previous);
      if (equalAttributes(block.live.startAttributes, start)) break;
      this.#reread(block, start);
    }
  }

  /** Deletes what is shown of it, and nothing that a peer has written since. */
  deleteShown(transaction: Y.Transaction): void {
    for (let block = this.mirror.first; block !== null; block = block.next) {
      for (const { client, clock, length } of block.live.segments) {
        deleteRange(transaction, { client, clock }, length);
      }
      if (block.live.marker !== null) deleteRange(transaction, block.live.marker.id, 1);
    }
  }

  /** What was written must read back as what is shown; where it does not, Lexical is put right. */
  $verify(plan: GapPlan, changed: Set<MirrorBlock>): void {
    const container = this.#$container();
    if (container === null) return;
    let last: MirrorBlock | null = plan.gap.left;
    for (const draft of plan.drafts) {
      const block = draft.key === "" ? this.mirror.first : this.mirror.byKey.get(draft.key);
      if (block === undefined || block === null) continue;
      block.childKeys = draft.childKeys;
      changed.add(block);
      last = block;
      const node = $getNodeByKey(block.key);
      const isRight =
        node !== null &&
        !draft.foreign &&
        $showsType(node, block) &&
        (!draft.hasCodec || block.shown !== null) &&
        $isPlaced(container, block) &&
        $misnumberedLists(node).length === 0 &&
        (this.touched.owners.has(block.live.marker) || $showsText(node, block.live));
      if (!isRight) this.repairs.add(block);
    }
    const next = last === null ? this.mirror.first : last.next;
    const follower = next === null ? null : $getNodeByKey(next.key);
    if (next === null || follower === null) return;
    if (!$isPlaced(container, next) || $misnumberedLists(follower).length > 0) this.repairs.add(next);
  }

  // Yjs → Lexical

  /**
   * Reads what was touched. What stands in or directly behind the block `composed`, and cannot be shown without
   * patching it, waits.
   */
  readTouched(composed: MirrorBlock | null): MirrorChanges {
    if (this.#isStale) return { changed: new Set(), removed: new Set() };
    const { touched } = this;
    this.touched = createTouched();
    const held = new Set<MirrorBlock>();
    // What was merged into the composed block stays visible behind it until it can be shown in there.
    for (let block = composed; block !== null; block = block.next) {
      if (block !== composed && (!isGone(touched, block) || this.#moves.hasMoved(block.live.marker))) break;
      held.add(block);
    }
    const isHeld = (block: MirrorBlock): boolean => held.has(block);
    const read = readTouched(this.text, this.mirror, touched, isHeld, this.touched);
    for (const block of this.repairs) {
      if (this.mirror.byMarker.get(block.live.marker) !== block) continue;
      if (isHeld(block)) this.touched.owners.add(block.live.marker);
      else read.changed.add(block);
    }
    this.repairs.clear();
    return read;
  }

  /** Makes Lexical show changed blocks and no removed ones. */
  $show(changed: ReadonlySet<MirrorBlock>, removed: ReadonlySet<MirrorBlock>): void {
    if (this.#isStale) {
      this.$rebuild();
      return;
    }
    const container = this.#$container();
    if (container === null || (changed.size === 0 && removed.size === 0)) return;
    $showBlocks(container, this.mirror, changed, removed);
  }

  /** Shows the flow afresh, whatever its container holds. */
  $rebuild(): void {
    const blocks = this.read();
    this.#$container()?.clear();
    this.$show(blocks, new Set());
  }

  #$container(): ElementNode | null {
    const node = $getNodeByKey(this.container);
    return $isElementNode(node) && node.isAttached() ? node : null;
  }

  #read(marker: Y.Item | null, startAttributes: Attributes): LiveBlock {
    return readLiveBlock(this.text, marker, startAttributes, this.touched.gone);
  }

  /** The formats that are on where a block begins. While something waits, blocks may stand before it that are not shown yet. */
  #startOf(marker: Y.Item | null, previous: MirrorBlock | null): Attributes {
    if (marker === null) return NO_ATTRIBUTES;
    const isBehindPrevious = previous !== null && !this.touched.owners.has(previous.live.marker);
    return isBehindPrevious ? previous.live.endAttributes : this.attributesAt(marker.left);
  }

  /** Reads a block again that begins with other formats now. If it reads otherwise than Lexical shows it, that waits. */
  #reread(block: MirrorBlock, startAttributes: Attributes): void {
    const live = this.#read(block.live.marker, startAttributes);
    const isShown =
      readsAlike(live, block.live) &&
      live.type === block.live.type &&
      equalJson(live.props, block.live.props);
    if (isShown) {
      block.live = live;
    } else {
      block.live = { ...block.live, startAttributes, endAttributes: live.endAttributes };
      this.touched.owners.add(block.live.marker);
    }
  }

  /** The formats that are on right of an item. */
  readonly attributesAt = (left: Y.Item | null): Attributes =>
    attributesAfter(left, (item) => this.mirror.byMarker.get(item)?.live.startAttributes);

  #rightOf(gap: Gap): MirrorBlock | null {
    const last = gap.before.at(-1) ?? gap.left;
    return last === null ? this.mirror.first : last.next;
  }
}

/** Whether Yjs holds another block by now than Lexical shows; how one type looks is for its codec to say. */
function isShownOtherwise(live: LiveBlock, draft: DraftBlock): boolean {
  return draft.hasCodec ? live.type !== draft.type : changesProps({ live, shown: null }, draft);
}

function isGone(touched: Touched, { live }: MirrorBlock): boolean {
  return live.marker !== null && touched.gone.has(live.marker);
}
