import type * as Y from "yjs";
import type { Attributes, Block, Json, Run } from "./block.js";
import type { DocumentContent } from "./document-content.js";
import { readBlocks } from "./read-blocks.js";
import { mapCells } from "./table-cells.js";
import { readTitle } from "./title.js";

/** Of the JSON form and of what the blocks in it mean. Grows when an older reader would misread. */
export const JSON_VERSION = 1;

/** Values nested deeper than this are left out: no block of ours has them, and readers may be recursive. */
export const MAX_JSON_DEPTH = 32;

export interface DocumentJson extends DocumentContent {
  readonly version: typeof JSON_VERSION;
}

/** The document as data that `JSON.stringify` takes, whatever a client has written into it. Never throws. */
export function toJSON(ydoc: Y.Doc): DocumentJson {
  return { version: JSON_VERSION, title: readTitle(ydoc), blocks: readBlocks(ydoc).map(plainBlock) };
}

function plainBlock({ props, runs, table, ...block }: Block): Block {
  return {
    ...block,
    ...(props === undefined ? {} : { props: plainRecord(props, 0) }),
    runs: runs.map(plainRun),
    ...(table === undefined ? {} : { table: mapCells(table, plainBlock) }),
  };
}

function plainRun(run: Run): Run {
  const attributes = run.attributes === undefined ? {} : { attributes: plainRecord(run.attributes, 0) };
  if ("text" in run) return { text: run.text, ...attributes };
  return { embed: { ...plainRecord(run.embed, 0), type: run.embed.type }, ...attributes };
}

/** Yjs also carries bytes, big integers and `undefined`, at any depth: such values are `null` here. */
function plainJson(value: unknown, depth: number): Json {
  switch (typeof value) {
    case "string":
    case "boolean":
      return value;
    case "number":
      // JSON has no -0.
      return Number.isFinite(value) ? value + 0 : null;
    case "object":
      if (value === null || depth >= MAX_JSON_DEPTH || ArrayBuffer.isView(value)) return null;
      return Array.isArray(value)
        ? value.map((each) => plainJson(each, depth + 1))
        : plainRecord(value, depth + 1);
    default:
      return null;
  }
}

function plainRecord(record: object, depth: number): Attributes {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, plainJson(value, depth)]));
}
