import { $isTableSelection, type TableSelection } from "@lexical/table";
import { BODY, cellIds, findFlow } from "@motet/model";
import {
  $createRangeSelection,
  $getNodeByKey,
  $getRoot,
  $getSelection,
  $isElementNode,
  $isNodeSelection,
  $isRangeSelection,
  $setSelection,
  type BaseSelection,
  COLLABORATION_TAG,
  type EditorState,
  type EditorUpdateOptions,
  HISTORY_PUSH_TAG,
  type LexicalEditor,
  type LexicalNode,
  type NodeKey,
  type NodeSelection,
  PASTE_TAG,
  type PointType,
  SKIP_SCROLL_INTO_VIEW_TAG,
} from "lexical";
import * as Y from "yjs";
import { type Anchor, anchorBefore, type BlockPlace, type FlowAnchor } from "./anchors.js";
import { $blockOf } from "./block-order.js";
import type { Commit } from "./changed-gaps.js";
import { $containerOf } from "./containers.js";
import { FlowSync } from "./flow-sync.js";
import type { Carried } from "./follow-move.js";
import { holdsText } from "./holds-text.js";
import { Mirror, type MirrorBlock } from "./mirror.js";
import { type MovedFlow, Moves } from "./moves.js";
import { type GapPlan, isIdle } from "./plan-gap.js";
import type { TablePlan } from "./plan-table.js";
import { $placeOf, $pointAt, type Place } from "./points.js";
import { RootNames } from "./root-names.js";
import { $splitCommit } from "./split-commit.js";
import { Tables } from "./tables.js";
import { collectTouched, createTouched, type TouchedFlow } from "./touched-blocks.js";
import { attributesAfter } from "./yjs-edit.js";

/** A selection by content: it survives whatever is done to the nodes. */
export interface AnchoredSelection {
  readonly anchor: FlowAnchor;
  readonly focus: FlowAnchor;
}

/** Remote changes reach Lexical without its transforms: what they would do, their author's client has done. */
const REMOTE_UPDATE: EditorUpdateOptions = {
  discrete: true,
  skipTransforms: true,
  tag: [COLLABORATION_TAG, SKIP_SCROLL_INTO_VIEW_TAG],
};

/** How often pending Lexical updates are flushed in a row before a remote change waits for the next turn. */
const MAX_FLUSHES = 10;

interface CommitPlan {
  readonly tables: readonly TablePlan[];
  readonly flows: readonly { readonly flow: FlowSync; readonly plan: GapPlan }[];
  /** Cells whose text has moved into the cell that covers them. */
  readonly covered: readonly FlowSync[];
}

/**
 * Keeps Lexical and the document in step: listens to both sides, and decides what is written and shown when. What is in
 * a flow is for its `FlowSync` to compare, the structure of tables for `Tables`.
 */
export class DocumentSync {
  readonly editor: LexicalEditor;
  readonly ydoc: Y.Doc;
  /** The origin of the transactions that carry this editor's changes. */
  readonly origin: object;
  readonly #body: FlowSync;
  readonly #tables: Tables;
  readonly #moves: Moves;
  readonly #flows = new Map<string, FlowSync>();
  readonly #containers = new Map<NodeKey, FlowSync>();
  /** Flows of cells that their author has just made: not compared with anything yet. */
  readonly #unplanned = new Set<FlowSync>();
  /** Flows that have something to show. */
  readonly #waiting = new Set<FlowSync>();
  readonly #rootNames: RootNames;
  /** The node whose composition holds remote changes back. */
  #heldFor: NodeKey | null = null;
  #isScheduled = false;
  /** Whether the next commit is what this binding itself has just shown. */
  #isShowing = false;
  #isClosed = false;
  readonly #writeListeners = new Set<(isOwnStep: boolean) => void>();
  readonly #carryListeners = new Set<(carried: readonly Carried[]) => void>();
  readonly #changeListeners = new Set<(blocks: ReadonlySet<MirrorBlock>) => void>();

  constructor(editor: LexicalEditor, ydoc: Y.Doc, origin: object) {
    this.editor = editor;
    this.ydoc = ydoc;
    this.origin = origin;
    this.#rootNames = new RootNames(ydoc);
    this.#tables = new Tables(ydoc, {
      openCell: (name, cell, isNew) => this.#openCell(name, cell, isNew),
      closeCell: (cell, name) => this.#closeCell(cell, name),
    });
    this.#moves = new Moves(ydoc, (carried) => {
      for (const listener of this.#carryListeners) listener(carried);
    });
    this.#body = new FlowSync(ydoc, BODY, "root", this.#tables.idOf, this.#moves);
    this.#flows.set(BODY, this.#body);
    this.#containers.set("root", this.#body);
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

  /** Told before a change of this editor is written, and whether undo is to take it back by itself. */
  onWrite(listener: (isOwnStep: boolean) => void): () => void {
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

  receiveFromLexical(
    commit: Commit & { readonly editorState: EditorState; readonly tags: ReadonlySet<string> },
  ): void {
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
    const planned = commit.editorState.read(() => this.#$plan(commit), { editor: this.editor });
    const busy = planned.flows.filter(({ plan }) => !isIdle(plan));
    for (const each of planned.flows) if (!busy.includes(each)) each.flow.rename(each.plan);
    const tables = planned.tables.filter((plan) => !this.#tables.isIdle(plan));
    if (busy.length > 0 || tables.length > 0) {
      const isOwnStep = commit.tags.has(HISTORY_PUSH_TAG) || commit.tags.has(PASTE_TAG);
      for (const listener of this.#writeListeners) listener(isOwnStep);
      this.ydoc.transact((transaction) => {
        for (const plan of tables) this.#tables.write(plan);
        for (const flow of planned.covered) flow.deleteShown(transaction);
        for (const { flow, plan } of busy) this.#write(transaction, flow, plan);
      }, this.origin);
    }
    const changed = new Set<MirrorBlock>();
    commit.editorState.read(
      () => {
        for (const { flow, plan } of planned.flows) {
          flow.$verify(plan, changed);
          if (flow.hasWork()) this.#waiting.add(flow);
        }
        for (const plan of planned.tables) this.#tables.verify(plan);
      },
      { editor: this.editor },
    );
    if (changed.size > 0) this.#notify(changed);
    this.#resume();
  }

  receiveFromYjs(transaction: Y.Transaction): void {
    if (this.#isClosed || transaction.origin === this.origin) return;
    const touched = collectTouched<TouchedFlow>(transaction, (root) => {
      const name = this.#rootNames.of(root);
      if (name === null) return null;
      this.#tables.receive(name);
      const flow = this.#flows.get(name);
      // A covered cell: blocks may move in there all the same.
      if (flow === undefined) return cellIds(name) === null ? null : hiddenFlow(this.ydoc, name);
      // Something else stands there for this ydoc: it is not the flow's text.
      if (flow.text._start === null) return null;
      this.#waiting.add(flow);
      return flow;
    });
    this.#moves.receive(touched.values());
    this.#applyNow();
    for (const flow of touched.keys()) {
      // Still shown: Yjs would collect these markers now and merge them with what stands around.
      for (const marker of flow.touched.gone) marker.keep = true;
    }
  }

  /** Whether a peer's text stands in the row, the column or the table that an item stands for. */
  holdsText(item: Y.Item): boolean {
    return holdsText(this.ydoc, item, (root) => this.#rootNames.of(root));
  }

  /** Where something is in the text; a place in a table that is not shown any more is the table's. */
  placeOf({ flow: name, anchor }: FlowAnchor, side: "before" | "after" = "after"): BlockPlace | null {
    const flow = this.#flows.get(name);
    if (flow !== undefined) return flow.placeOf(anchor, side);
    const table = cellIds(name)?.table;
    for (let block = this.#body.mirror.first; table !== undefined && block !== null; block = block.next) {
      if (block.table === table) return { block, offset: 0 };
    }
    return null;
  }

  /** The last block of a flow. */
  lastBlock(name: string): MirrorBlock | null {
    let block = this.#flows.get(name)?.mirror.first ?? null;
    while (block?.next) block = block.next;
    return block;
  }

  /** The block that a point stands in. To be called while reading. */
  $blockAt(place: Place | null): MirrorBlock | null {
    const node = place === null ? null : $getNodeByKey(place.key);
    const container = node === null ? null : $containerOf(node);
    if (place === null || container === null) return null;
    return this.#containers.get(container.getKey())?.mirror.byKey.get(place.key) ?? null;
  }

  isShown(block: MirrorBlock): boolean {
    return this.#flows.get(block.flow)?.mirror.byKey.get(block.key) === block;
  }

  selectionOf(selection: { anchor: PointType; focus: PointType }): AnchoredSelection | null {
    const anchor = this.#$anchorOf(selection.anchor);
    const focus = this.#$anchorOf(selection.focus);
    return anchor === null || focus === null ? null : { anchor, focus };
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

  #$anchorOf(point: PointType): FlowAnchor | null {
    const place = $placeOf(point);
    const block = this.$blockAt(place);
    if (place === null || block === null) return null;
    return { flow: block.flow, anchor: anchorBefore(block, place.offset) };
  }

  #$setPoint(point: PointType, anchor: FlowAnchor): boolean {
    const place = this.placeOf(anchor);
    const node = place === null ? null : $getNodeByKey(place.block.key);
    if (place === null || node === null) return false;
    const current = $safePlace(point);
    if (current?.key === place.block.key && current.offset === place.offset) return false;
    const { key, offset, type } = $pointAt(node, place.offset);
    point.set(key, offset, type);
    return true;
  }

  // Lexical → Yjs

  #$plan(commit: Commit): CommitPlan {
    const tables = this.#tables.$plan(commit);
    const covered = tables.flatMap((plan) =>
      [...plan.covered].flatMap((name) => this.#flows.get(name) ?? []),
    );
    for (const plan of tables) this.#tables.adopt(plan);
    const flows: { flow: FlowSync; plan: GapPlan }[] = [];
    const parts = [...$splitCommit(commit)].flatMap(([container, part]) => {
      const flow = this.#containers.get(container);
      return flow === undefined || this.#unplanned.has(flow) ? [] : [{ flow, part }];
    });
    const left = [...covered, ...parts.map(({ flow }) => flow), ...this.#unplanned];
    for (const { flow, part } of parts) for (const plan of flow.$plan(part, left)) flows.push({ flow, plan });
    for (const flow of this.#unplanned) {
      this.#unplanned.delete(flow);
      if (flow.$adopt()) for (const plan of flow.$plan(null, left)) flows.push({ flow, plan });
      else if (flow.hasWork()) this.#waiting.add(flow);
    }
    return { tables, flows, covered };
  }

  #write(transaction: Y.Transaction, flow: FlowSync, plan: GapPlan): void {
    flow.write(transaction, plan);
    if (flow !== this.#body) {
      this.#tables.keepFirst(flow.name);
      this.#tables.receive(flow.name);
      return;
    }
    const { mirror, repairs } = this.#body;
    const written = new Set(plan.drafts.flatMap(({ key }) => mirror.byKey.get(key) ?? []));
    const known = new Set(written);
    this.#tables.claim(mirror, written, plan.gap.before);
    for (const block of written) if (!known.has(block)) repairs.add(block);
  }

  // Yjs → Lexical

  /** Carries on with what had to wait: remote changes during a composition or an update, repairs. */
  #resume(): void {
    const isComposing = this.#heldFor !== null && this.editor._compositionKey === this.#heldFor;
    if (isComposing ? this.#hasRepairs() : this.#hasWork()) this.#schedule();
  }

  #hasRepairs(): boolean {
    for (const flow of this.#waiting) if (flow.repairs.size > 0) return true;
    return false;
  }

  #hasWork(): boolean {
    for (const flow of this.#waiting) if (flow.hasWork()) return true;
    return this.#tables.hasWork();
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
  #followMoves(): (at: FlowAnchor) => FlowAnchor {
    if (!this.#moves.arePending) return (at) => at;
    const held = new Set<NodeKey>();
    this.editor.getEditorState().read(
      () => {
        for (let node = this.#$composedNode(); node !== null; node = node.getParent())
          held.add($blockOf(node)?.getKey() ?? "");
      },
      { editor: this.editor },
    );
    return this.#moves.carryOver(
      ({ parent }) => {
        const name = parent instanceof Y.AbstractType ? this.#rootNames.of(parent) : null;
        return name === null ? null : (this.#flows.get(name) ?? hiddenFlow(this.ydoc, name));
      },
      (block) => held.has(block.key),
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

  #$apply(changed: Set<MirrorBlock>, follow: (anchor: FlowAnchor) => FlowAnchor): void {
    const selection = $getSelection();
    const stood = $isRangeSelection(selection) ? this.selectionOf(selection) : null;
    const anchored = stood && { anchor: follow(stood.anchor), focus: follow(stood.focus) };
    const chosen = $isNodeSelection(selection) ? this.#$chosenBlocks(selection) : null;
    const composed = this.#$composedNode();
    this.#heldFor = composed === null ? null : this.editor._compositionKey;
    // While nodes come and go Lexical would move the selection by its own rules, from points that may be stale.
    $setSelection(null);
    try {
      this.#$showFlow(this.#body, composed, changed);
      this.#$showTables(changed, composed);
      for (const flow of this.#waiting) {
        if (flow !== this.#body && this.#flows.get(flow.name) === flow) {
          this.#$showFlow(flow, composed, changed);
        }
        if (!flow.hasWork()) this.#waiting.delete(flow);
      }
    } finally {
      if (selection !== null) this.#$restore(selection, anchored, composed);
      if (chosen !== null && $isNodeSelection(selection)) this.#$chooseAgain(selection, chosen, follow);
    }
  }

  /** Where the blocks begin that are selected as a whole. */
  #$chosenBlocks(selection: NodeSelection): Map<NodeKey, FlowAnchor> {
    const chosen = new Map<NodeKey, FlowAnchor>();
    for (const node of selection.getNodes()) {
      const block = this.$blockAt({ key: node.getKey(), offset: 0 });
      const marker = block?.live.marker;
      if (block && marker) chosen.set(node.getKey(), { flow: block.flow, anchor: marker.id });
    }
    return chosen;
  }

  /** Blocks that are shown by other nodes now stay selected. Where none is left, the caret stands in their place. */
  #$chooseAgain(
    selection: NodeSelection,
    chosen: ReadonlyMap<NodeKey, FlowAnchor>,
    follow: (anchor: FlowAnchor) => FlowAnchor,
  ): void {
    let gone: FlowAnchor | null = null;
    for (const key of selection._nodes) {
      if ($getNodeByKey(key)?.isAttached()) continue;
      selection.delete(key);
      const known = chosen.get(key);
      const at = known === undefined ? null : follow(known);
      const block = at === null ? null : (this.placeOf(at)?.block ?? null);
      if (block !== null && isSameId(block.live.marker, at?.anchor ?? null)) selection.add(block.key);
      else gone = at ?? gone;
    }
    if (gone === null || selection._nodes.size > 0) return;
    const range = $createRangeSelection();
    $setSelection(range);
    this.$select({ anchor: gone, focus: gone });
  }

  #$showFlow(flow: FlowSync, composed: LexicalNode | null, changed: Set<MirrorBlock>): void {
    const held = composed === null ? null : $blockIn(flow, composed);
    const read = flow.readTouched(held);
    if (flow === this.#body) this.#tables.claim(flow.mirror, read.changed, read.removed);
    for (const block of read.changed) changed.add(block);
    flow.$show(read.changed, read.removed);
  }

  #$showTables(changed: Set<MirrorBlock>, composed: LexicalNode | null): void {
    const around = new Set(composed?.getParents().map((parent) => parent.getKey()));
    const shown = this.#tables.$show(changed, (table) => around.has(table));
    for (const table of shown) {
      const block = this.#body.mirror.byKey.get(table);
      if (block !== undefined) changed.add(block);
    }
  }

  #$restore(
    selection: BaseSelection,
    anchored: AnchoredSelection | null,
    composed: LexicalNode | null,
  ): void {
    const wasDirty = selection.dirty;
    if ($isTableSelection(selection) && !$standsInTable(selection)) return;
    $setSelection(selection);
    selection.dirty = wasDirty;
    if (!$isRangeSelection(selection)) return;
    // A held block shows what Yjs has not got any more: a point in it is right as it is.
    const composedBlock = composed === null ? null : $blockOf(composed);
    const stays = [selection.anchor, selection.focus].some((point) => {
      const place = $safePlace(point);
      return place !== null && place.key === composedBlock?.getKey();
    });
    if (anchored !== null && !stays) this.$select(anchored);
    for (const point of [selection.anchor, selection.focus]) {
      if ($safePlace(point) === null) point.set("root", 0, "element");
    }
  }

  #$rebuild(): void {
    this.#tables.clear();
    this.#waiting.clear();
    this.#unplanned.clear();
    $getRoot().clear();
    const blocks = this.#body.read();
    this.#tables.claim(this.#body.mirror, blocks, []);
    this.#body.$show(blocks, new Set());
    this.#tables.$show(blocks, () => false);
  }

  #openCell(name: string, cell: NodeKey, isNew: boolean): void {
    const known = this.#flows.get(name);
    if (isNew && known !== undefined) {
      // Another node shows what was shown before.
      this.#containers.delete(known.container);
      known.container = cell;
      this.#containers.set(cell, known);
      this.#unplanned.add(known);
      return;
    }
    const flow = new FlowSync(this.ydoc, name, cell, () => null, this.#moves);
    this.#flows.set(name, flow);
    this.#containers.set(cell, flow);
    if (isNew) this.#unplanned.add(flow);
    else flow.$rebuild();
  }

  /** The cell may show another flow already, and the flow may stand in another cell. */
  #closeCell(cell: NodeKey, name: string): void {
    const shown = this.#containers.get(cell);
    if (shown?.name === name) {
      this.#containers.delete(cell);
      this.#forget(shown);
    }
    const flow = this.#flows.get(name);
    if (flow?.container !== cell) return;
    this.#flows.delete(name);
    this.#forget(flow);
  }

  #forget(flow: FlowSync): void {
    this.#waiting.delete(flow);
    this.#unplanned.delete(flow);
  }

  /** The node that is being composed in: an input method holds its DOM, which must not be patched. */
  #$composedNode(): LexicalNode | null {
    const key = this.editor._compositionKey;
    const node = key === null ? null : $getNodeByKey(key);
    return node?.isAttached() ? node : null;
  }

  #notify(blocks: ReadonlySet<MirrorBlock>): void {
    for (const listener of this.#changeListeners) listener(blocks);
  }
}

/** A flow that no node shows. */
function hiddenFlow(ydoc: Y.Doc, name: string): (MovedFlow & TouchedFlow) | null {
  const text = findFlow(ydoc, name);
  if (text === null) return null;
  const attributesAt: MovedFlow["attributesAt"] = (left) => attributesAfter(left, () => undefined);
  return { name, text, mirror: new Mirror(name), touched: createTouched(), attributesAt };
}

/** The block of a flow that a node stands in, also where it stands in a cell of a table in it. */
function $blockIn(flow: FlowSync, start: LexicalNode): MirrorBlock | null {
  for (let node: LexicalNode | null = start; node !== null; node = node.getParent()) {
    if ($containerOf(node)?.getKey() !== flow.container) continue;
    const block = $blockOf(node);
    return block === null ? null : (flow.mirror.byKey.get(block.getKey()) ?? null);
  }
  return null;
}

function isSameId(item: Y.Item | null, id: Anchor): boolean {
  return item !== null && id !== null && item.id.client === id.client && item.id.clock === id.clock;
}

function $standsInTable(selection: TableSelection): boolean {
  return [selection.tableKey, selection.anchor.key, selection.focus.key].every(
    (key) => $getNodeByKey(key)?.isAttached() === true,
  );
}

function $safePlace(point: PointType): Place | null {
  const node: LexicalNode | null = $getNodeByKey(point.key);
  if (node === null || !node.isAttached()) return null;
  if (point.type === "text" && point.offset > node.getTextContentSize()) return null;
  if (point.type === "element" && $isElementNode(node) && point.offset > node.getChildrenSize()) return null;
  return $placeOf(point);
}
