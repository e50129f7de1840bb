import { $isListNode, type ListNode } from "@lexical/list";
import {
  type Attributes,
  BODY,
  equalAttributes,
  type LiveBlock,
  NO_ATTRIBUTES,
  normalizeBlock,
  readLiveBlock,
  readLiveBlocks,
} from "@motet/model";
import {
  $getNodeByKey,
  $getRoot,
  $getSelection,
  $isElementNode,
  $isRangeSelection,
  $setSelection,
  type BaseSelection,
  COLLABORATION_TAG,
  type EditorState,
  type EditorUpdateOptions,
  type ElementNode,
  type LexicalEditor,
  type LexicalNode,
  type NodeKey,
  type PointType,
  SKIP_SCROLL_INTO_VIEW_TAG,
} from "lexical";
import type * as Y from "yjs";
import { type Anchor, anchorBefore, placeOfAnchor } from "./anchors.js";
import { $createBlockNode, $replaceBlockNode, $setBlockProps, $showsType } from "./block-nodes.js";
import { $blockOf } from "./block-order.js";
import { draftText, liveText } from "./block-text.js";
import { $changedGaps, $wholeDocument, type Commit, type Gap } from "./changed-gaps.js";
import type { Carried } from "./follow-move.js";
import { Mirror, type MirrorBlock } from "./mirror.js";
import { Moves } from "./moves.js";
import { $patchInline, $showsInline } from "./patch-inline.js";
import { $isPlaced, $misnumberedLists, $placeBlock, $prune, $renumber, isListItem } from "./place-blocks.js";
import { $planGap, changesProps, type GapPlan, isIdle } from "./plan-gap.js";
import { $placeOf, $pointAt, type Place } from "./points.js";
import { readTouched } from "./read-touched.js";
import { collectTouched, createTouched, type Touched } from "./touched-blocks.js";
import { writeGap } from "./write-gap.js";
import { attributesAfter } from "./yjs-edit.js";

/** A selection by content: it survives whatever is done to the nodes. */
export interface AnchoredSelection {
  readonly anchor: Anchor;
  readonly focus: Anchor;
}

/** Remote changes reach Lexical without its transforms: what they would do, their author's client has done. */
const REMOTE_UPDATE: EditorUpdateOptions = {
  discrete: true,
  skipTransforms: true,
  tag: [COLLABORATION_TAG, SKIP_SCROLL_INTO_VIEW_TAG],
};

/** How often pending Lexical updates are flushed in a row before a remote change waits for the next turn. */
const MAX_FLUSHES = 10;

/**
 * Keeps Lexical and the body in step. The mirror between them is what Lexical shows; both directions only look at
 * blocks that changed.
 */
export class DocumentSync {
  readonly editor: LexicalEditor;
  readonly ydoc: Y.Doc;
  readonly body: Y.Text;
  readonly mirror = new Mirror();
  /** The origin of the transactions that carry this editor's changes. */
  readonly origin: object;
  #touched: Touched = createTouched();
  readonly #moves: Moves;
  #repairs = new Set<MirrorBlock>();
  /** The node whose composition holds remote changes back. */
  #heldFor: NodeKey | null = null;
  #isScheduled = false;
  /** Whether the next commit is what this binding itself has just shown. */
  #isShowing = false;
  #isClosed = false;
  readonly #writeListeners = new Set<() => void>();
  readonly #carryListeners = new Set<(carried: readonly Carried[]) => void>();
  readonly #changeListeners = new Set<(blocks: ReadonlySet<MirrorBlock>) => void>();

  constructor(editor: LexicalEditor, ydoc: Y.Doc, origin: object) {
    this.editor = editor;
    this.ydoc = ydoc;
    this.body = ydoc.getText(BODY);
    this.origin = origin;
    this.#moves = new Moves(ydoc, (carried) => {
      for (const listener of this.#carryListeners) listener(carried);
    });
  }

  /** Shows the document as it is. Whatever the editor held before is dropped. */
  load(): void {
    this.editor.update(() => this.#$rebuild(), REMOTE_UPDATE);
  }

  close(): void {
    this.#isClosed = true;
  }

  /** Blocks whose text, nodes or place changed, from either side. */
  onChange(listener: (blocks: ReadonlySet<MirrorBlock>) => void): () => void {
    this.#changeListeners.add(listener);
    return () => this.#changeListeners.delete(listener);
  }

  /** Told before a change of this editor is written. */
  onWrite(listener: () => void): () => void {
    this.#writeListeners.add(listener);
    return () => this.#writeListeners.delete(listener);
  }

  /** Told what of this client's text was written anew, because a peer has moved the block that it stood in. */
  onCarried(listener: (carried: readonly Carried[]) => void): () => void {
    this.#carryListeners.add(listener);
    return () => this.#carryListeners.delete(listener);
  }

  /** Writes what Lexical has not committed yet. Returns whether nothing is left to commit. */
  flush(): boolean {
    for (let i = 0; i < MAX_FLUSHES; i++) {
      if (this.editor._updating) return false;
      if (this.editor._pendingEditorState === null) return true;
      this.editor.read(() => undefined);
    }
    return this.editor._pendingEditorState === null;
  }

  receiveFromLexical(commit: Commit & { readonly editorState: EditorState }): void {
    if (this.#isClosed) return;
    if (this.#isShowing) {
      this.#isShowing = false;
      this.#resume();
      return;
    }
    if (commit.dirtyElements.size === 0 && commit.dirtyLeaves.size === 0) {
      this.#resume();
      return;
    }
    const plans = commit.editorState.read(() => this.#$plan(commit), { editor: this.editor });
    const busy = plans.filter((plan) => !isIdle(plan));
    for (const plan of plans) if (!busy.includes(plan)) this.#rename(plan);
    if (busy.length > 0) {
      for (const listener of this.#writeListeners) listener();
      this.ydoc.transact((transaction) => {
        for (const plan of busy) this.#write(transaction, plan);
      }, this.origin);
    }
    const changed = new Set<MirrorBlock>();
    commit.editorState.read(
      () => {
        for (const plan of plans) this.#$verify(plan, changed);
      },
      { editor: this.editor },
    );
    if (changed.size > 0) this.#notify(changed);
    this.#resume();
  }

  receiveFromYjs(transaction: Y.Transaction): void {
    if (this.#isClosed || transaction.origin === this.origin) return;
    this.#moves.receive(collectTouched(transaction, this.body, this.mirror, this.#touched));
    this.#applyNow();
    // Still shown: Yjs would collect these markers now and merge them with what stands around.
    for (const marker of this.#touched.gone) marker.keep = true;
  }

  selectionOf(selection: { anchor: PointType; focus: PointType }): AnchoredSelection | null {
    const anchor = this.#$anchorOf(selection.anchor);
    const focus = this.#$anchorOf(selection.focus);
    return anchor === undefined || focus === undefined ? null : { anchor, focus };
  }

  /** Puts the editor's selection where an anchored one is now. To be called in an update. */
  $select(anchored: AnchoredSelection): void {
    const selection = $getSelection();
    if (!$isRangeSelection(selection)) return;
    const didMove = [
      this.#$setPoint(selection.anchor, anchored.anchor),
      this.#$setPoint(selection.focus, anchored.focus),
    ];
    if (didMove.includes(true)) selection.dirty = true;
  }

  #$anchorOf(point: PointType): Anchor | undefined {
    const place = $placeOf(point);
    const block = place === null ? undefined : this.mirror.byKey.get(place.key);
    return block === undefined ? undefined : anchorBefore(block, (place as Place).offset);
  }

  #$setPoint(point: PointType, anchor: Anchor): boolean {
    const place = placeOfAnchor(this.ydoc, this.body, this.mirror, anchor);
    const node = place === null ? null : $getNodeByKey(place.block.key);
    if (place === null || node === null) return false;
    const current = $safePlace(point);
    if (current?.key === place.block.key && current.offset === place.offset) return false;
    const { key, offset, type } = $pointAt(node, place.offset);
    point.set(key, offset, type);
    return true;
  }

  // Lexical → Yjs

  #$plan(commit: Commit): GapPlan[] {
    const onlyRoot =
      commit.dirtyLeaves.size === 0 && commit.dirtyElements.size === 1 && commit.dirtyElements.has("root");
    const gaps = onlyRoot ? [$wholeDocument(this.mirror)] : $changedGaps(this.mirror, commit);
    const selection = $getSelection();
    const caret = $isRangeSelection(selection) && selection.isCollapsed() ? $placeOf(selection.anchor) : null;
    const blockOf = (key: NodeKey): MirrorBlock | undefined => this.mirror.byKey.get(key);
    return gaps.map((gap) => $planGap(gap, gap.left === null && this.#rightOf(gap) === null, caret, blockOf));
  }

  #rightOf(gap: Gap): MirrorBlock | null {
    const last = gap.before.at(-1) ?? gap.left;
    return last === null ? this.mirror.first : last.next;
  }

  /** Nothing to write, but blocks may be shown by other nodes now. */
  #rename(plan: GapPlan): void {
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
  #write(transaction: Y.Transaction, plan: GapPlan): void {
    const { gap, drafts } = plan;
    const right = this.#rightOf(gap);
    const written = writeGap(transaction, this.body, plan, right, this.#attributesAt);
    this.#moves.remember(written.copies);
    const staying = new Set(written.markers);
    const isWaiting = this.#touched.owners.size > 0 || this.#touched.gone.size > 0;
    for (const block of gap.before) {
      const { marker } = block.live;
      this.mirror.remove(block);
      if (marker === null || staying.has(marker)) continue;
      this.#touched.owners.delete(marker);
      this.#touched.gone.delete(marker);
    }
    if (isWaiting) {
      // What waited behind a block may stand behind another one now: all around are read then.
      for (const marker of [gap.left?.live.marker ?? null, ...staying]) this.#touched.owners.add(marker);
    }
    let previous = gap.left;
    // Formats and text that stood behind a marker that is gone belong to the block before it now.
    if (plan.hunks[0]?.oldStart === 0) {
      if (previous === null) this.#touched.owners.add(null);
      else this.#reread(previous, previous.live.startAttributes);
    }
    let start = previous?.live.endAttributes ?? this.#read(null, NO_ATTRIBUTES).endAttributes;
    drafts.forEach((draft, index) => {
      const marker = written.markers[index] ?? null;
      let live = this.#read(marker, marker === null ? NO_ATTRIBUTES : start);
      if (liveText(live) !== draftText(draft)) {
        live = { ...live, segments: written.segments()[index] ?? [] };
        this.#touched.owners.add(marker);
      }
      if (draft.type !== null && changesProps(live, draft)) {
        live = { ...live, ...normalizeBlock(draft.type, Object.entries({ ...live.props, ...draft.props })) };
        this.#touched.owners.add(marker);
      }
      const block = this.mirror.insertAfter(previous, live, draft.key);
      block.childKeys = draft.childKeys;
      start = live.endAttributes;
      previous = block;
    });
    for (let block = right; block !== null; block = block.next) {
      if (equalAttributes(block.live.startAttributes, start)) break;
      this.#reread(block, start);
      start = block.live.endAttributes;
      this.#repairs.add(block);
    }
  }

  /** The formats that are on right of an item. */
  readonly #attributesAt = (left: Y.Item | null): Attributes =>
    attributesAfter(left, (item) => this.mirror.byMarker.get(item)?.live.startAttributes);

  #read(marker: Y.Item | null, startAttributes: Attributes): LiveBlock {
    return readLiveBlock(this.body, marker, startAttributes, this.#touched.gone);
  }

  /** Reads a block's formats again. If a peer's text is found too, it waits. */
  #reread(block: MirrorBlock, startAttributes: Attributes): void {
    const live = this.#read(block.live.marker, startAttributes);
    if (liveText(live) === liveText(block.live)) {
      block.live = live;
    } else {
      block.live = { ...block.live, startAttributes, endAttributes: live.endAttributes };
      this.#touched.owners.add(block.live.marker);
    }
  }

  /** What was written must read back as what is shown; where it does not, Lexical is put right. */
  #$verify(plan: GapPlan, changed: Set<MirrorBlock>): void {
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
        $showsType(node, block.live) &&
        $isPlaced(block) &&
        $misnumberedLists(node).length === 0 &&
        (this.#touched.owners.has(block.live.marker) || $showsInline(node, block.live));
      if (!isRight) this.#repairs.add(block);
    }
    const next = last === null ? this.mirror.first : last.next;
    if (next !== null && !$isPlaced(next)) this.#repairs.add(next);
  }

  // Yjs → Lexical

  /** Carries on with what had to wait: remote changes during a composition or an update, repairs. */
  #resume(): void {
    const isComposing = this.#heldFor !== null && this.editor._compositionKey === this.#heldFor;
    if (isComposing ? this.#repairs.size > 0 : this.#hasWork()) this.#schedule();
  }

  #hasWork(): boolean {
    const { owners, gone } = this.#touched;
    return owners.size > 0 || gone.size > 0 || this.#repairs.size > 0;
  }

  #schedule(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    queueMicrotask(() => {
      this.#isScheduled = false;
      if (!this.#isClosed) this.#applyNow();
    });
  }

  #applyNow(): void {
    if (!this.#hasWork()) return;
    if (!this.flush()) {
      this.#schedule();
      return;
    }
    if (!this.#hasWork()) return;
    const follow = this.#followMoves();
    const changed = new Set<MirrorBlock>();
    this.#show(() => {
      try {
        this.#$apply(changed, follow);
      } catch (error) {
        // Nothing that stands in Yjs may break the editor: show the document afresh.
        $setSelection(null);
        this.#$rebuild();
        this.editor._onError(error instanceof Error ? error : new Error(String(error)));
      }
    });
    if (changed.size > 0) this.#notify(changed);
  }

  /** Returns where places in blocks that moved are now. */
  #followMoves(): (anchor: Anchor) => Anchor {
    if (!this.#moves.arePending) return (anchor) => anchor;
    const composed = this.editor.getEditorState().read(() => this.#$composedBlock(), { editor: this.editor });
    return this.#moves.carryOver(
      this.body,
      (marker) => this.mirror.byMarker.get(marker),
      (block) => block === composed,
      this.#attributesAt,
    );
  }

  /** Updates the editor from the mirror; the commit that follows holds nothing that Yjs has not got. */
  #show($change: () => void): void {
    this.#isShowing = true;
    try {
      this.editor.update($change, REMOTE_UPDATE);
    } finally {
      this.#isShowing = false;
    }
  }

  #$apply(changed: Set<MirrorBlock>, follow: (anchor: Anchor) => Anchor): void {
    const selection = $getSelection();
    const stood = $isRangeSelection(selection) ? this.selectionOf(selection) : null;
    const anchored = stood && { anchor: follow(stood.anchor), focus: follow(stood.focus) };
    const touched = this.#touched;
    this.#touched = createTouched();
    const composed = this.#$composedBlock();
    this.#heldFor = composed === null ? null : this.editor._compositionKey;
    const held = new Set<MirrorBlock>();
    // What was merged into the composed block stays visible behind it until it can be shown in there.
    for (let block = composed; block !== null; block = block.next) {
      if (block !== composed && !isGone(touched, block)) break;
      held.add(block);
    }
    const isHeld = (block: MirrorBlock): boolean => held.has(block);
    const read = readTouched(this.body, this.mirror, touched, isHeld, this.#touched);
    for (const block of this.#repairs) {
      if (this.mirror.byMarker.get(block.live.marker) !== block) continue;
      if (isHeld(block)) this.#touched.owners.add(block.live.marker);
      else read.changed.add(block);
    }
    this.#repairs.clear();
    for (const block of read.changed) changed.add(block);
    // While nodes come and go Lexical would move the selection by its own rules, from points that may be stale.
    $setSelection(null);
    try {
      this.#$show(read.changed, read.removed);
    } finally {
      if (selection !== null) this.#$restore(selection, anchored, isHeld);
    }
  }

  #$restore(
    selection: BaseSelection,
    anchored: AnchoredSelection | null,
    isHeld: (block: MirrorBlock) => boolean,
  ): void {
    const wasDirty = selection.dirty;
    $setSelection(selection);
    selection.dirty = wasDirty;
    if (!$isRangeSelection(selection)) return;
    // A held block shows what Yjs has not got any more: a point in it is right as it is.
    const stays = [selection.anchor, selection.focus].some((point) => {
      const place = $safePlace(point);
      const block = place === null ? undefined : this.mirror.byKey.get(place.key);
      return block !== undefined && isHeld(block);
    });
    if (anchored !== null && !stays) this.$select(anchored);
    for (const point of [selection.anchor, selection.focus]) {
      if ($safePlace(point) === null) point.set("root", 0, "element");
    }
  }

  /** Makes Lexical show changed blocks and no removed ones. */
  #$show(changed: Set<MirrorBlock>, removed: ReadonlySet<MirrorBlock>): void {
    const loose = new Set<ElementNode>();
    const lists = new Set<ListNode>();
    const created: MirrorBlock[] = [];
    for (const block of changed) {
      const node = $getNodeByKey(block.key);
      if (node !== null && $showsType(node, block.live)) {
        $patchInline(node, block.live);
        $setBlockProps(node, block.live);
        block.childKeys = node.getChildrenKeys();
        if ($isListNode(node.getParent())) lists.add(node.getParent() as ListNode);
        for (const list of $misnumberedLists(node)) lists.add(list);
      } else {
        created.push(block);
      }
    }
    for (const block of created) {
      const old = $getNodeByKey(block.key);
      const node = old === null ? $createBlockNode(block.live) : $replaceBlockNode(old, block.live);
      this.mirror.setKey(block, node.getKey());
      $patchInline(node, block.live);
      $setBlockProps(node, block.live);
      block.childKeys = node.getChildrenKeys();
      if (old !== null) {
        const parent = old.getParent();
        // The new node takes the old one's place, so that what comes next is found right.
        if ($isListNode(parent) === isListItem(block.live)) old.insertBefore(node, false);
        old.remove(true);
        if (parent !== null) loose.add(parent);
        if ($isListNode(parent)) lists.add(parent);
      }
    }
    for (const block of removed) {
      const node = $getNodeByKey(block.key);
      if (node === null || this.mirror.byKey.has(block.key)) continue;
      const parent = node.getParent();
      node.remove(true);
      if (parent !== null) loose.add(parent);
      if ($isListNode(parent)) lists.add(parent);
    }
    this.#$place(changed, loose, lists);
    $prune(loose, (node) => this.mirror.byKey.has(node.getKey()));
    for (const list of lists) $renumber(list, (node) => this.mirror.byKey.get(node.getKey()));
  }

  #$place(changed: ReadonlySet<MirrorBlock>, loose: Set<ElementNode>, lists: Set<ListNode>): void {
    const placed = new Set<MirrorBlock>();
    const starts = this.mirror.first === null ? [...changed] : [this.mirror.first, ...changed];
    for (const start of starts) {
      if (placed.has(start)) continue;
      let first = start;
      while (first.previous !== null && changed.has(first.previous) && !placed.has(first.previous)) {
        first = first.previous;
      }
      for (let block: MirrorBlock | null = first; block !== null; block = block.next) {
        placed.add(block);
        if (!$placeBlock(block, loose, lists) && !changed.has(block)) break;
      }
    }
  }

  #$rebuild(): void {
    this.mirror.clear();
    this.#touched = createTouched();
    this.#repairs.clear();
    const root = $getRoot();
    root.clear();
    const changed = new Set<MirrorBlock>();
    let previous: MirrorBlock | null = null;
    for (const live of readLiveBlocks(this.body)) {
      previous = this.mirror.insertAfter(previous, live, "");
      changed.add(previous);
    }
    this.#$show(changed, new Set());
  }

  /** The block that is being composed in: an input method holds its DOM, which must not be patched. */
  #$composedBlock(): MirrorBlock | null {
    const key = this.editor._compositionKey;
    const node = key === null ? null : $getNodeByKey(key);
    const block = node === null ? null : $blockOf(node);
    return block === null ? null : (this.mirror.byKey.get(block.getKey()) ?? null);
  }

  #notify(blocks: ReadonlySet<MirrorBlock>): void {
    for (const listener of this.#changeListeners) listener(blocks);
  }
}

function isGone(touched: Touched, { live }: MirrorBlock): boolean {
  return live.marker !== null && touched.gone.has(live.marker);
}

function $safePlace(point: PointType): Place | null {
  const node: LexicalNode | null = $getNodeByKey(point.key);
  if (node === null || !node.isAttached()) return null;
  if (point.type === "text" && point.offset > node.getTextContentSize()) return null;
  if (point.type === "element" && $isElementNode(node) && point.offset > node.getChildrenSize()) return null;
  return $placeOf(point);
}
