import { $findTableNode, $isTableNode, $isTableSelection, type TableSelection } from "@lexical/table";
import {
  $createRangeSelection,
  $getNodeByKey,
  $getSelection,
  $isElementNode,
  $isNodeSelection,
  $isRangeSelection,
  $setSelection,
  type BaseSelection,
  type LexicalNode,
  type NodeKey,
  type NodeSelection,
  type PointType,
} from "lexical";
import type * as Y from "yjs";
import { type Anchor, anchorBefore, type FlowAnchor } from "./anchors.js";
import { $blockOf } from "./block-order.js";
import { $placeOf, $pointAt, type Place } from "./points.js";
import type { ShownFlows } from "./shown-flows.js";

/** A selection by content: it survives whatever is done to the nodes. */
export interface AnchoredSelection {
  readonly anchor: FlowAnchor;
  readonly focus: FlowAnchor;
}

/** Where places in blocks that moved are now. */
export type Follow = (at: FlowAnchor) => FlowAnchor;

export function $anchorSelection(
  flows: ShownFlows,
  selection: { anchor: PointType; focus: PointType },
): AnchoredSelection | null {
  const anchor = $anchorOf(flows, selection.anchor);
  const focus = $anchorOf(flows, selection.focus);
  return anchor === null || focus === null ? null : { anchor, focus };
}

/** Puts the editor's selection where an anchored one is now. To be called in an update. */
export function $select(flows: ShownFlows, anchored: AnchoredSelection): void {
  const selection = $getSelection();
  if (!$isRangeSelection(selection)) return;
  const didMove = [
    $setPoint(flows, selection.anchor, anchored.anchor),
    $setPoint(flows, selection.focus, anchored.focus),
  ];
  if (didMove.includes(true)) selection.dirty = true;
}

/**
 * Takes the selection away while remote changes are shown: as nodes come and go Lexical would move it by its own rules, from points that may be
 * stale. Returns what puts it back.
 */
export function $takeSelection(flows: ShownFlows, composed: LexicalNode | null, follow: Follow): () => void {
  const selection = $getSelection();
  const stood = $isRangeSelection(selection) ? $anchorSelection(flows, selection) : null;
  const anchored = stood && { anchor: follow(stood.anchor), focus: follow(stood.focus) };
  const around = $isRangeSelection(selection) ? $tableAround(flows, selection.focus) : null;
  const chosen = $isNodeSelection(selection) ? $chosenBlocks(flows, selection) : null;
  $setSelection(null);
  return () => {
    if (selection !== null) $restore(flows, selection, anchored, around && follow(around), composed);
    if (chosen !== null && $isNodeSelection(selection)) $chooseAgain(flows, selection, chosen, follow);
  };
}

function $anchorOf(flows: ShownFlows, point: PointType): FlowAnchor | null {
  const place = $placeOf(point);
  const block = flows.$blockAt(place);
  if (place === null || block === null) return null;
  return { flow: block.flow, anchor: anchorBefore(block, place.offset) };
}

function $setPoint(flows: ShownFlows, point: PointType, anchor: FlowAnchor): boolean {
  const place = flows.placeOf(anchor);
  const node = place === null ? null : $getNodeByKey(place.block.key);
  if (place === null || node === null) return false;
  const current = $safePlace(point);
  if (current?.key === place.block.key && current.offset === place.offset) return false;
  const { key, offset, type } = $pointAt(node, place.offset);
  point.set(key, offset, type);
  return true;
}

/** Where the blocks begin that are selected as a whole. */
function $chosenBlocks(flows: ShownFlows, selection: NodeSelection): Map<NodeKey, FlowAnchor> {
  const chosen = new Map<NodeKey, FlowAnchor>();
  for (const node of selection.getNodes()) {
    const block = flows.$blockAt({ key: node.getKey(), offset: 0 });
    const marker = block?.live.marker;
    if (block && marker) chosen.set(node.getKey(), { flow: block.flow, anchor: marker.id });
  }
  return chosen;
}

/** Blocks that are shown by other nodes now stay selected. Where none is left, the caret stands in their place. */
function $chooseAgain(
  flows: ShownFlows,
  selection: NodeSelection,
  chosen: ReadonlyMap<NodeKey, FlowAnchor>,
  follow: Follow,
): void {
  let gone: FlowAnchor | null = null;
  for (const key of selection._nodes) {
    if ($getNodeByKey(key)?.isAttached()) continue;
    selection.delete(key);
    const known = chosen.get(key);
    const at = known === undefined ? null : follow(known);
    const block = at === null ? null : (flows.placeOf(at)?.block ?? null);
    if (block !== null && isSameId(block.live.marker, at?.anchor ?? null)) selection.add(block.key);
    else gone = at ?? gone;
  }
  if (gone === null || selection._nodes.size > 0) return;
  const range = $createRangeSelection();
  $setSelection(range);
  $select(flows, { anchor: gone, focus: gone });
}

function $restore(
  flows: ShownFlows,
  selection: BaseSelection,
  anchored: AnchoredSelection | null,
  around: FlowAnchor | null,
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
  if (anchored !== null && !stays) $select(flows, anchored);
  for (const point of [selection.anchor, selection.focus]) {
    if ($safePlace(point) !== null) continue;
    if (around === null || !$setPointAtTable(flows, point, around)) point.set("root", 0, "element");
  }
}

/** Where the table stands that a point is in. */
function $tableAround(flows: ShownFlows, point: PointType): FlowAnchor | null {
  const node = $getNodeByKey(point.key);
  const table = node === null ? null : $findTableNode(node);
  const block = table === null ? null : flows.$blockAt({ key: table.getKey(), offset: 0 });
  const marker = block?.live.marker;
  return block && marker ? { flow: block.flow, anchor: marker.id } : null;
}

/** Whoever stood in a cell, or a table, that is not shown any more stands in the table's first cell, or where it was. */
function $setPointAtTable(flows: ShownFlows, point: PointType, at: FlowAnchor): boolean {
  const place = flows.placeOf(at);
  const node = place === null ? null : $getNodeByKey(place.block.key);
  if (place === null || node === null) return false;
  const first = $isTableNode(node) ? $blockOf(node.getFirstDescendant() ?? node) : null;
  const { key, offset, type } = first === null ? $pointAt(node, place.offset) : $pointAt(first, 0);
  point.set(key, offset, type);
  return true;
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
