import { BODY, cellIds, findFlow } from "@motet/model";
import { $getNodeByKey, type LexicalNode, type NodeKey } from "lexical";
import type * as Y from "yjs";
import type { BlockPlace, FlowAnchor } from "./anchors.js";
import { $blockOf } from "./block-order.js";
import { $containerOf } from "./containers.js";
import type { TableIdOf } from "./draft-block.js";
import { FlowSync } from "./flow-sync.js";
import { Mirror, type MirrorBlock } from "./mirror.js";
import type { MovedFlow, Moves } from "./moves.js";
import type { Place } from "./points.js";
import { createTouched, type TouchedFlow } from "./touched-blocks.js";
import { attributesAfter } from "./yjs-edit.js";

/** The flows that Lexical shows, each in its container: the body in the root, and the text of each cell in its cell. */
export class ShownFlows {
  readonly body: FlowSync;
  /** Those that have something to show. */
  readonly waiting = new Set<FlowSync>();
  /** Those of cells that their author has just made: not compared with anything yet. */
  readonly unplanned = new Set<FlowSync>();
  readonly #ydoc: Y.Doc;
  readonly #moves: Moves;
  readonly #byName = new Map<string, FlowSync>();
  readonly #byContainer = new Map<NodeKey, FlowSync>();

  /** `tableIdOf` names the tables of the body. */
  constructor(ydoc: Y.Doc, tableIdOf: TableIdOf, moves: Moves) {
    this.#ydoc = ydoc;
    this.#moves = moves;
    this.body = new FlowSync(ydoc, BODY, "root", tableIdOf, moves);
    this.#byName.set(BODY, this.body);
    this.#byContainer.set("root", this.body);
  }

  named(name: string): FlowSync | undefined {
    return this.#byName.get(name);
  }

  shownIn(container: NodeKey): FlowSync | undefined {
    return this.#byContainer.get(container);
  }

  isShowing(flow: FlowSync): boolean {
    return this.#byName.get(flow.name) === flow;
  }

  openCell(name: string, cell: NodeKey, isNew: boolean): void {
    const known = this.#byName.get(name);
    if (isNew && known !== undefined) {
      // Another node shows what was shown before.
      this.#byContainer.delete(known.container);
      known.container = cell;
      this.#byContainer.set(cell, known);
      this.unplanned.add(known);
      return;
    }
    const flow = new FlowSync(this.#ydoc, name, cell, () => null, this.#moves);
    this.#byName.set(name, flow);
    this.#byContainer.set(cell, flow);
    if (isNew) this.unplanned.add(flow);
    else flow.$rebuild();
  }

  /** The cell may show another flow already, and the flow may stand in another cell. */
  closeCell(cell: NodeKey, name: string): void {
    const shown = this.#byContainer.get(cell);
    if (shown?.name === name) {
      this.#byContainer.delete(cell);
      this.#forget(shown);
    }
    const flow = this.#byName.get(name);
    if (flow?.container !== cell) return;
    this.#byName.delete(name);
    this.#forget(flow);
  }

  hasWork(): boolean {
    for (const flow of this.waiting) if (flow.hasWork()) return true;
    return false;
  }

  hasRepairs(): boolean {
    for (const flow of this.waiting) if (flow.repairs.size > 0) return true;
    return false;
  }

  /** Where something is in the text; a place in a table that is not shown any more is the table's. */
  placeOf({ flow: name, anchor }: FlowAnchor, side: "before" | "after" = "after"): BlockPlace | null {
    const flow = this.#byName.get(name);
    if (flow !== undefined) return flow.placeOf(anchor, side);
    const table = cellIds(name)?.table;
    for (let block = this.body.mirror.first; table !== undefined && block !== null; block = block.next) {
      if (block.table === table) return { block, offset: 0 };
    }
    return null;
  }

  /** The last block of a flow. */
  lastBlock(name: string): MirrorBlock | null {
    let block = this.#byName.get(name)?.mirror.first ?? null;
    while (block?.next) block = block.next;
    return block;
  }

  isShown(block: MirrorBlock): boolean {
    return this.#byName.get(block.flow)?.mirror.byKey.get(block.key) === block;
  }

  /** The block that a point stands in. To be called while reading. */
  $blockAt(place: Place | null): MirrorBlock | null {
    const node = place === null ? null : $getNodeByKey(place.key);
    const container = node === null ? null : $containerOf(node);
    if (place === null || container === null) return null;
    return this.#byContainer.get(container.getKey())?.mirror.byKey.get(place.key) ?? null;
  }

  /** A flow that blocks may move into or out of, whether a node shows it or not. */
  orHidden(name: string): FlowSync | (MovedFlow & TouchedFlow) | null {
    return this.#byName.get(name) ?? hiddenFlow(this.#ydoc, name);
  }

  #forget(flow: FlowSync): void {
    this.waiting.delete(flow);
    this.unplanned.delete(flow);
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
export function $blockIn(flow: FlowSync, start: LexicalNode): MirrorBlock | null {
  for (let node: LexicalNode | null = start; node !== null; node = node.getParent()) {
    if ($containerOf(node)?.getKey() !== flow.container) continue;
    const block = $blockOf(node);
    return block === null ? null : (flow.mirror.byKey.get(block.getKey()) ?? null);
  }
  return null;
}
