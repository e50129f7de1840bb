import { cellIds } from "@motet/model";
import {
  $getNodeByKey,
  $getRoot,
  $setSelection,
  COLLABORATION_TAG,
  type EditorState,
  type EditorUpdateOptions,
  HISTORY_PUSH_TAG,
  type LexicalEditor,
  type LexicalNode,
  type NodeKey,
  PASTE_TAG,
  SKIP_SCROLL_INTO_VIEW_TAG,
} from "lexical";
import * as Y from "yjs";
import { $blockOf } from "./block-order.js";
import type { Commit } from "./changed-gaps.js";
import type { Rewritten } from "./copies.js";
import type { FlowSync } from "./flow-sync.js";
import { holdsText } from "./holds-text.js";
import { type IdSet, keepNames } from "./keep-names.js";
import { $takeSelection, type Follow } from "./kept-selection.js";
import type { MirrorBlock } from "./mirror.js";
import { Moves } from "./moves.js";
import { type GapPlan, isIdle } from "./plan-gap.js";
import type { TablePlan } from "./plan-table.js";
import { RootNames } from "./root-names.js";
import { $blockIn, ShownFlows } from "./shown-flows.js";
import { $splitCommit } from "./split-commit.js";
import { Tables } from "./tables.js";
import { collectTouched, type TouchedFlow } from "./touched-blocks.js";

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

export interface DocumentSyncOptions {
  readonly origin: object;
  readonly beforeShowing: (() => void) | undefined;
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
  readonly #beforeShowing: (() => void) | undefined;
  /** What is shown, and where. */
  readonly flows: ShownFlows;
  readonly #tables: Tables;
  readonly #moves: Moves;
  readonly #rootNames: RootNames;
  /** The node whose composition holds remote changes back. */
  #heldFor: NodeKey | null = null;
  #isScheduled = false;
  /** Whether the next commit is what this binding itself has just shown. */
  #isShowing = false;
  #isClosed = false;
  readonly #writeListeners = new Set<(isOwnStep: boolean) => void>();
  readonly #carryListeners = new Set<(carried: readonly Rewritten[]) => void>();
  readonly #changeListeners = new Set<(blocks: ReadonlySet<MirrorBlock>) => void>();

  constructor(editor: LexicalEditor, ydoc: Y.Doc, { origin, beforeShowing }: DocumentSyncOptions) {
    this.editor = editor;
    this.ydoc = ydoc;
    this.origin = origin;
    this.#beforeShowing = beforeShowing;
    this.#rootNames = new RootNames(ydoc);
    this.#tables = new Tables(ydoc, {
      openCell: (name, cell, isNew) => this.flows.openCell(name, cell, isNew),
      closeCell: (cell, name) => this.flows.closeCell(cell, name),
    });
    this.#moves = new Moves(ydoc, (carried) => {
      for (const listener of this.#carryListeners) listener(carried);
    });
    this.flows = new ShownFlows(ydoc, this.#tables.idOf, this.#moves);
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
  onCarried(listener: (carried: readonly Rewritten[]) => void): () => void {
    this.#carryListeners.add(listener);
    return () => this.#carryListeners.delete(listener);
  }

  /** To be called in the transaction of an undo, with what it has brought back, and taken away for it. */
  receiveUndone(broughtBack: IdSet, takenAway: IdSet): void {
    this.#moves.rewrote(keepNames(this.ydoc, broughtBack, takenAway, this.#moves.copies));
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
          if (flow.hasWork()) this.flows.waiting.add(flow);
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
      const flow = this.flows.named(name);
      // A covered cell: blocks may move in there all the same.
      if (flow === undefined) return cellIds(name) === null ? null : this.flows.orHidden(name);
      // Something else stands there for this ydoc: it is not the flow's text.
      if (flow.text._start === null) return null;
      this.flows.waiting.add(flow);
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

  // Lexical → Yjs

  #$plan(commit: Commit): CommitPlan {
    const tables = this.#tables.$plan(commit);
    const covered = tables.flatMap((plan) =>
      [...plan.covered].flatMap((name) => this.flows.named(name) ?? []),
    );
    for (const plan of tables) this.#tables.adopt(plan);
    const flows: { flow: FlowSync; plan: GapPlan }[] = [];
    const parts = [...$splitCommit(commit)].flatMap(([container, part]) => {
      const flow = this.flows.shownIn(container);
      return flow === undefined || this.flows.unplanned.has(flow) ? [] : [{ flow, part }];
    });
    const left = [...covered, ...parts.map(({ flow }) => flow), ...this.flows.unplanned];
    for (const { flow, part } of parts) for (const plan of flow.$plan(part, left)) flows.push({ flow, plan });
    for (const flow of this.flows.unplanned) {
      this.flows.unplanned.delete(flow);
      if (flow.$adopt()) for (const plan of flow.$plan(null, left)) flows.push({ flow, plan });
      else if (flow.hasWork()) this.flows.waiting.add(flow);
    }
    return { tables, flows, covered };
  }

  #write(transaction: Y.Transaction, flow: FlowSync, plan: GapPlan): void {
    flow.write(transaction, plan);
    if (flow !== this.flows.body) {
      this.#tables.keepFirst(flow.name);
      this.#tables.receive(flow.name);
      return;
    }
    const { mirror, repairs } = this.flows.body;
    const written = new Set(plan.drafts.flatMap(({ key }) => mirror.byKey.get(key) ?? []));
    const known = new Set(written);
    this.#tables.claim(mirror, written, plan.gap.before);
    for (const block of written) if (!known.has(block)) repairs.add(block);
  }

  // Yjs → Lexical

  /** Carries on with what had to wait: remote changes during a composition or an update, repairs. */
  #resume(): void {
    const isComposing = this.#heldFor !== null && this.editor._compositionKey === this.#heldFor;
    if (isComposing ? this.flows.hasRepairs() : this.#hasWork()) this.#schedule();
  }

  #hasWork(): boolean {
    return this.flows.hasWork() || this.#tables.hasWork();
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
    if (!this.editor._updating) this.#beforeShowing?.();
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
  #followMoves(): Follow {
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
        return name === null ? null : this.flows.orHidden(name);
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

  #$apply(changed: Set<MirrorBlock>, follow: Follow): void {
    const composed = this.#$composedNode();
    this.#heldFor = composed === null ? null : this.editor._compositionKey;
    const $putBack = $takeSelection(this.flows, composed, follow);
    try {
      this.#$showFlow(this.flows.body, composed, changed);
      this.#$showTables(changed, composed);
      for (const flow of this.flows.waiting) {
        if (flow !== this.flows.body && this.flows.isShowing(flow)) {
          this.#$showFlow(flow, composed, changed);
        }
        if (!flow.hasWork()) this.flows.waiting.delete(flow);
      }
    } finally {
      $putBack();
    }
  }

  #$showFlow(flow: FlowSync, composed: LexicalNode | null, changed: Set<MirrorBlock>): void {
    const held = composed === null ? null : $blockIn(flow, composed);
    const read = flow.readTouched(held);
    if (flow === this.flows.body) this.#tables.claim(flow.mirror, read.changed, read.removed);
    for (const block of read.changed) changed.add(block);
    flow.$show(read.changed, read.removed);
  }

  #$showTables(changed: Set<MirrorBlock>, composed: LexicalNode | null): void {
    const around = new Set(composed?.getParents().map((parent) => parent.getKey()));
    const shown = this.#tables.$show(changed, (table) => around.has(table));
    for (const table of shown) {
      const block = this.flows.body.mirror.byKey.get(table);
      if (block !== undefined) changed.add(block);
    }
  }

  #$rebuild(): void {
    this.#tables.clear();
    this.flows.waiting.clear();
    this.flows.unplanned.clear();
    $getRoot().clear();
    const blocks = this.flows.body.read();
    this.#tables.claim(this.flows.body.mirror, blocks, []);
    this.flows.body.$show(blocks, new Set());
    this.#tables.$show(blocks, () => false);
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
