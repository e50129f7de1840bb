import { $isTableNode, type TableNode } from "@lexical/table";
import {
  cellIds,
  createTableId,
  FIRST_LINE,
  readTableGrid,
  TABLE,
  type TableGrid,
  tableIdOf,
  writeLines,
  writeTableProp,
} from "@motet/model";
import { $getNodeByKey, $isRootNode, type NodeKey } from "lexical";
import type * as Y from "yjs";
import type { Commit } from "./changed-gaps.js";
import { $readTableDraft, changesStructure } from "./draft-table.js";
import type { Mirror, MirrorBlock } from "./mirror.js";
import { isIdleTable, planTable, type TablePlan } from "./plan-table.js";
import { $showTable } from "./show-table.js";
import type { TableView } from "./table-view.js";

/** What tables ask of who keeps their cells' flows. */
export interface CellHost {
  /** A cell shows a flow from here on; `isNew`: its author has just made it. */
  openCell(name: string, cell: NodeKey, isNew: boolean): void;
  closeCell(cell: NodeKey, name: string): void;
}

/**
 * Keeps the structure of all tables in step: which of them are shown, their rows, columns and merged cells. The text of
 * the cells is the business of their flows.
 */
export class Tables {
  readonly #ydoc: Y.Doc;
  readonly #host: CellHost;
  readonly #views = new Map<string, TableView>();
  /** The table that a node shows, or will show once it has been written. */
  readonly #ids = new Map<NodeKey, string>();
  /** The markers that name a table: the first of them in the body has it. */
  readonly #claims = new Map<string, Set<Y.Item>>();
  readonly #claimOf = new Map<Y.Item, string>();
  readonly #changed = new Set<string>();
  /** Covered cells by the tables whose merges depend on them. */
  readonly #watchers = new Map<string, string>();

  constructor(ydoc: Y.Doc, host: CellHost) {
    this.#ydoc = ydoc;
    this.#host = host;
  }

  readonly idOf = (table: NodeKey): string => {
    let id = this.#ids.get(table);
    if (id === undefined) {
      id = createTableId();
      this.#ids.set(table, id);
    }
    return id;
  };

  hasWork(): boolean {
    return this.#changed.size > 0;
  }

  clear(): void {
    for (const view of this.#views.values()) this.#closeView(view);
    this.#claims.clear();
    this.#claimOf.clear();
    this.#changed.clear();
  }

  /** Notes that a root type with this name has changed. */
  receive(name: string): void {
    const [table = ""] = name.split(":", 1);
    const watcher = this.#watchers.get(name);
    if (watcher !== undefined) this.#changed.add(watcher);
    if (cellIds(name) === null && this.#views.has(table)) this.#changed.add(table);
  }

  // Lexical → Yjs

  /** What a commit changed in the structure of tables. Opens the flows of new cells, closes those of cells that are gone. */
  $plan(commit: Commit): TablePlan[] {
    for (const view of this.#views.values()) {
      if (commit.dirtyElements.has(view.key) && !isShown(view.key)) this.#closeView(view);
    }
    const nodes = new Set<TableNode>();
    for (const [key, isIntentional] of commit.dirtyElements) {
      const node = isIntentional ? $getNodeByKey(key) : null;
      if (node === null || !node.isAttached()) continue;
      if (!changesStructure(node, commit.prevEditorState._nodeMap.get(key))) continue;
      const table = $isTableNode(node)
        ? node
        : node.getParents().find((parent): parent is TableNode => $isTableNode(parent));
      if (table !== undefined && $isRootNode(table.getParent())) nodes.add(table.getLatest());
    }
    const plans: TablePlan[] = [];
    for (const node of nodes) {
      const id = this.idOf(node.getKey());
      const view = this.#views.get(id) ?? null;
      const draft = $readTableDraft(node);
      if (draft === null) {
        this.#changed.add(id);
        continue;
      }
      const plan = planTable(id, view, draft);
      plans.push(plan);
    }
    return plans;
  }

  isIdle(plan: TablePlan): boolean {
    return isIdleTable(plan);
  }

  /** The cells of a plan take the place of those that were shown. */
  adopt({ view }: TablePlan): void {
    const previous = this.#views.get(view.id);
    for (const [key, { flow }] of view.cells) {
      if (previous?.cells.get(key)?.flow !== flow) this.#host.openCell(flow, key, true);
    }
    for (const [key, { flow }] of previous?.cells ?? []) {
      if (view.cells.get(key)?.flow !== flow) this.#host.closeCell(key, flow);
    }
    this.#views.set(view.id, view);
  }

  write(plan: TablePlan): void {
    const { id, grid } = plan.view;
    writeLines(
      this.#ydoc,
      id,
      "rows",
      plan.seenRows,
      grid.rows.map((row) => row.id),
    );
    writeLines(
      this.#ydoc,
      id,
      "columns",
      plan.seenColumns,
      grid.columns.map((column) => column.id),
    );
    for (const prop of plan.props) writeTableProp(this.#ydoc, id, prop);
  }

  /** Somebody writes into a cell: the row and column that stand there while there are none are written too. */
  keepFirst(name: string): void {
    const ids = cellIds(name);
    if (ids?.row === FIRST_LINE) writeLines(this.#ydoc, ids.table, "rows", [FIRST_LINE], [FIRST_LINE]);
    if (ids?.column === FIRST_LINE) writeLines(this.#ydoc, ids.table, "columns", [FIRST_LINE], [FIRST_LINE]);
  }

  /** Where Yjs reads otherwise than what Lexical shows, it is put right. */
  verify({ view, foreign }: TablePlan): void {
    const grid = readTableGrid(this.#ydoc, view.id);
    if (foreign || !equalGrids(grid, view.grid)) this.#changed.add(view.id);
    else this.#setView({ ...view, grid });
  }

  // Yjs → Lexical

  /**
   * Says of each block of the body that names a table whether it is the one that shows it. Blocks whose answer is
   * another now are added to `changed`.
   */
  claim(body: Mirror, changed: Set<MirrorBlock>, removed: Iterable<MirrorBlock>): void {
    const affected = new Set<string>();
    for (const block of [...changed, ...removed]) {
      const { marker } = block.live;
      if (marker === null) continue;
      const current = body.byMarker.get(marker);
      const id = current === undefined ? null : tableIdOf(current.live);
      const old = this.#claimOf.get(marker) ?? null;
      if (old !== null) affected.add(old);
      if (id !== null) affected.add(id);
      if (old === id) continue;
      if (old !== null) this.#claims.get(old)?.delete(marker);
      if (id === null) {
        this.#claimOf.delete(marker);
        continue;
      }
      this.#claimOf.set(marker, id);
      const claims = this.#claims.get(id) ?? new Set();
      this.#claims.set(id, claims.add(marker));
    }
    for (const block of changed)
      if (block.live.type !== TABLE || tableIdOf(block.live) === null) block.table = null;
    for (const id of affected) {
      const owner = this.#ownerOf(id, body);
      for (const marker of this.#claims.get(id) ?? []) {
        const block = body.byMarker.get(marker);
        if (block === undefined) continue;
        const table = block === owner ? id : null;
        if (block.table === table) continue;
        block.table = table;
        changed.add(block);
      }
    }
  }

  #ownerOf(id: string, body: Mirror): MirrorBlock | null {
    const claims = this.#claims.get(id);
    if (claims === undefined || claims.size === 0) return null;
    if (claims.size === 1) return body.byMarker.get([...claims][0] as Y.Item) ?? null;
    for (let block = body.first; block !== null; block = block.next) {
      if (block.live.marker !== null && claims.has(block.live.marker)) return block;
    }
    return null;
  }

  /**
   * Shows what changed in tables, and tables that came. `changed` are blocks of the body that were shown just now.
   * The tables that somebody composes in wait. Returns the tables' nodes.
   */
  $show(changed: Iterable<MirrorBlock>, isComposing: (table: NodeKey) => boolean): NodeKey[] {
    const shown: NodeKey[] = [];
    for (const view of this.#views.values()) if (!isShown(view.key)) this.#closeView(view);
    for (const { table, key } of changed) {
      if (table === null || this.#views.get(table)?.key === key) continue;
      const view = this.#views.get(table);
      if (view !== undefined) this.#closeView(view);
      this.#ids.set(key, table);
      this.#changed.add(table);
      this.#$showOne(table, key, null);
      shown.push(key);
    }
    for (const id of this.#changed) {
      const view = this.#views.get(id);
      if (view !== undefined && isComposing(view.key)) continue;
      this.#changed.delete(id);
      if (view === undefined) continue;
      this.#$showOne(id, view.key, view);
      shown.push(view.key);
    }
    return shown;
  }

  #$showOne(id: string, key: NodeKey, previous: TableView | null): void {
    const node = $getNodeByKey(key);
    if (!$isTableNode(node)) return;
    this.#changed.delete(id);
    const view = $showTable(node, readTableGrid(this.#ydoc, id), previous);
    for (const [cell, { flow }] of previous?.cells ?? []) {
      if (view.cells.get(cell)?.flow !== flow) this.#host.closeCell(cell, flow);
    }
    this.#setView(view);
    for (const [cell, { flow }] of view.cells) {
      if (previous?.cells.get(cell)?.flow !== flow) this.#host.openCell(flow, cell, false);
    }
  }

  #setView(view: TableView): void {
    for (const name of this.#views.get(view.id)?.grid.watched ?? []) this.#watchers.delete(name);
    for (const name of view.grid.watched) this.#watchers.set(name, view.id);
    this.#views.set(view.id, view);
  }

  #closeView(view: TableView): void {
    for (const [cell, { flow }] of view.cells) this.#host.closeCell(cell, flow);
    for (const name of view.grid.watched) this.#watchers.delete(name);
    this.#views.delete(view.id);
    this.#ids.delete(view.key);
    this.#changed.delete(view.id);
  }
}

function isShown(key: NodeKey): boolean {
  return $getNodeByKey(key)?.isAttached() === true;
}

function equalGrids(a: TableGrid, b: TableGrid): boolean {
  return JSON.stringify([a.rows, a.columns, a.cells]) === JSON.stringify([b.rows, b.columns, b.cells]);
}
