import * as Y from "yjs";
import type { Attributes, Block, Json, Run } from "./block.js";
import { createTableId } from "./block-id.js";
import type { DocumentContent } from "./document-content.js";
import { BODY, TITLE } from "./roots.js";
import { DEFAULT_BLOCK_TYPE, normalizeBlock, TABLE } from "./schema.js";
import { EMPTY_DOCUMENT } from "./seed.js";
import { setTitle } from "./title.js";
import { safeUrl } from "./url.js";
import { wellFormed } from "./well-formed.js";
import { type FillCell, writeTable } from "./write-table.js";

type Marker = Y.Map<Json>;
interface Insertion {
  readonly insert: string | object;
  readonly attributes?: Record<string, Json>;
}

/**
 * Adds blocks at the end of the document, in one transaction, at a cost that follows their length. An id
 * that is taken is not written: that block has another.
 */
export function appendBlocks(ydoc: Y.Doc, blocks: readonly Block[]): void {
  const body = ydoc.getText(BODY);
  ydoc.transact(() => {
    const takenIds = blocks.some(({ id }) => id !== undefined) ? idsIn(body) : new Set<string>();
    appendToFlow(ydoc, body, blocks, takenIds);
  });
}

function appendToFlow(ydoc: Y.Doc, flow: Y.Text, blocks: readonly Block[], takenIds: Set<string>): void {
  const insertions: Insertion[] = [];
  for (const block of blocks) {
    const table = drawTable(block);
    insertions.push({ insert: createMarker(block, takenIds, table) }, ...insertionsOf(block.runs));
    if (block.table !== undefined && table !== null) writeTable(ydoc, table, block.table, fillCell);
  }
  insertAtEnd(flow, insertions);
}

/** A plain paragraph at the beginning of a flow needs no marker, unless there would be nothing of it. */
const fillCell: FillCell = (ydoc, flow, blocks) => {
  const [first, ...rest] = blocks;
  const isPlain = first?.type === DEFAULT_BLOCK_TYPE && Object.keys(first.props ?? {}).length === 0;
  const insertions = isPlain ? insertionsOf(first.runs) : [];
  const stands = isPlain && (insertions.length > 0 || rest.length === 0);
  insertAtEnd(flow, insertions);
  appendToFlow(ydoc, flow, stands ? rest : blocks, new Set());
};

/** A table that is written is a new one, whatever id its copy carries: two would be one. */
function drawTable({ type, table }: Block): string | null {
  return type === TABLE && table !== undefined ? createTableId() : null;
}

/**
 * Fills a document that holds nothing but `EMPTY_DOCUMENT` (which is applied first where it is missing), in one
 * transaction. The first block takes over the marker that is there, with its id. Throws where the document has
 * content: writing over what people typed is not this function's business.
 */
export function writeDocument(ydoc: Y.Doc, { title, blocks }: DocumentContent): void {
  const body = ydoc.getText(BODY);
  if (body.length === 0) Y.applyUpdate(ydoc, EMPTY_DOCUMENT);
  const marker = body.length === 1 ? soleMarker(body) : undefined;
  if (!marker || ydoc.getText(TITLE).length > 0)
    throw new Error("writeDocument: the document has content already");

  ydoc.transact(() => {
    setTitle(ydoc, title);
    const [first, ...rest] = blocks;
    if (!first) return;
    const table = drawTable(first);
    for (const [key, value] of markerEntries(first, table))
      if (marker.get(key) !== value) marker.set(key, value);
    insertAtEnd(body, insertionsOf(first.runs));
    if (first.table !== undefined && table !== null) writeTable(ydoc, table, first.table, fillCell);
    appendBlocks(ydoc, rest);
  });
}

/** `applyDelta` walks the text once, where `insert` with attributes would walk it once a run. */
function insertAtEnd(body: Y.Text, insertions: readonly Insertion[]): void {
  if (insertions.length > 0) body.applyDelta([{ retain: body.length }, ...insertions]);
}

/** An id is written only where one is given: without it the marker's own Yjs id is the block's (`markerId`). */
function createMarker(block: Block, takenIds: Set<string>, table: string | null): Marker {
  const { id = "" } = block;
  const isFree = id !== "" && !takenIds.has(id);
  if (isFree) takenIds.add(id);
  return new Y.Map<Json>([...(isFree ? [["id", id] as const] : []), ...markerEntries(block, table)]);
}

/** The keys of a block's marker but its id: only what differs from the defaults is written. */
function markerEntries(block: Block, table: string | null): (readonly [key: string, value: Json])[] {
  const { type, props } = normalizeBlock(block.type, Object.entries(block.props ?? {}));
  return [
    ...(type === DEFAULT_BLOCK_TYPE ? [] : [["type", type] as const]),
    ...Object.entries(props).filter(([key]) => type !== TABLE || key !== TABLE),
    ...(table === null ? [] : [[TABLE, table] as const]),
  ];
}

function insertionsOf(runs: readonly Run[]): Insertion[] {
  return runs
    .map((run) => ({
      insert: "text" in run ? wellFormed(run.text) : { ...run.embed },
      attributes: writableAttributes(run.attributes),
    }))
    .filter(({ insert }) => insert !== "");
}

/** A copy, since Yjs adds to what it is given. `null` means "not set" in Yjs. */
function writableAttributes(attributes: Attributes = {}): Record<string, Json> {
  const entries = Object.entries(attributes).map(([key, value]) => [
    key,
    key === "link" ? safeUrl(value) : value,
  ]);
  return Object.fromEntries(entries.filter(([, value]) => value !== null && value !== undefined));
}

function idsIn(body: Y.Text): Set<string> {
  const ids = new Set<string>();
  for (let item = body._start; item; item = item.right) {
    const id = markerOf(item)?.get("id");
    if (typeof id === "string") ids.add(id);
  }
  return ids;
}

function soleMarker(body: Y.Text): Marker | undefined {
  for (let item = body._start; item; item = item.right) {
    if (!item.deleted && item.countable) return markerOf(item);
  }
  return undefined;
}

function markerOf(item: Y.Item): Marker | undefined {
  if (item.deleted || !(item.content instanceof Y.ContentType)) return undefined;
  return item.content.type instanceof Y.Map ? (item.content.type as Marker) : undefined;
}
