import * as Y from "yjs";
import type { Attributes, Block, Json, Run, TableRow } from "./block.js";
import { LINK, TEXT_FORMATS } from "./schema.js";
import { safeUrl } from "./url.js";
import { wellFormed } from "./well-formed.js";

/** Where `@lexical/yjs` keeps a document, in its first and its second version. */
const ROOTS = ["root", "root-v2"] as const;

/** Deeper than this nothing is told apart any more: what stands there is read as text. */
const MAX_DEPTH = 60;

/** Lexical's bits of a text's format. */
const FORMAT_BITS: Readonly<Record<string, number>> = {
  bold: 1,
  italic: 2,
  strikethrough: 4,
  underline: 8,
  code: 16,
  subscript: 32,
  superscript: 64,
  highlight: 128,
};

/** An element or a text as either version has written it: its type, its properties and what is in it. */
interface Found {
  readonly type: string;
  readonly prop: (name: string) => unknown;
  readonly children: readonly (Found | TextPiece)[];
}

type SharedType = NonNullable<ReturnType<Y.Doc["share"]["get"]>>;

interface TextPiece {
  readonly text: string;
  readonly format: number;
}

/**
 * What a ydoc holds of a document written by `@lexical/yjs`, version 1 or 2, as plain blocks; none where it holds nothing of the kind.
 * Reads without writing, and does not throw whatever stands there.
 */
export function readLexicalYjs(ydoc: Y.Doc): Block[] {
  for (const name of ROOTS) {
    const root = ydoc.share.get(name);
    if (root === undefined) continue;
    const blocks = blocksOf(childrenOf(root, 0), 0);
    if (blocks.length > 0) return blocks;
  }
  return [];
}

function blocksOf(children: readonly (Found | TextPiece)[], indent: number): Block[] {
  const blocks: Block[] = [];
  let loose: (Found | TextPiece)[] = [];
  const endLoose = () => {
    if (loose.length > 0) blocks.push({ type: "paragraph", runs: runsOf(loose, {}) });
    loose = [];
  };
  for (const child of children) {
    if (isText(child) || isInline(child)) {
      loose.push(child);
      continue;
    }
    endLoose();
    for (const block of blocksFrom(child, indent)) blocks.push(block);
  }
  endLoose();
  return blocks;
}

function blocksFrom(element: Found, indent: number): Block[] {
  const { type, children, prop } = element;
  switch (type) {
    case "heading":
      return [{ type, props: { level: levelOf(prop("__tag")) }, runs: runsOf(children, {}) }];
    case "paragraph":
    case "quote":
      return [{ type, runs: runsOf(children, {}) }];
    case "code": {
      const language = prop("__language");
      const props = typeof language === "string" ? { props: { language } } : {};
      return [{ type, ...props, runs: runsOf(children, {}) }];
    }
    case "horizontalrule":
      return [{ type: "divider", runs: [] }];
    case "list":
      return children.flatMap((item) => (isText(item) ? blocksOf([item], 0) : listItem(item, prop, indent)));
    case "table":
      return [tableOf(children)];
    default:
      return children.every((child) => isText(child) || isInline(child))
        ? [{ type: "paragraph", runs: runsOf(children, {}) }]
        : blocksOf(children, indent);
  }
}

/** An item, and the items of the lists in it. */
function listItem({ children, prop }: Found, ofList: Found["prop"], indent: number): Block[] {
  // The second version does not write what is Lexical's default.
  const kind = ofList("__listType") ?? "number";
  const own = children.filter((child) => isText(child) || isInline(child) || child.type === "paragraph");
  const nested = children.filter((child) => !own.includes(child));
  const props = {
    ...(kind === "number" || kind === "check" ? { kind } : {}),
    ...(indent > 0 ? { indent } : {}),
    ...(prop("__checked") === true ? { checked: true } : {}),
  };
  const item: Block = { type: "list-item", props, runs: runsOf(own, {}) };
  return [...(own.length > 0 || nested.length === 0 ? [item] : []), ...blocksOf(nested, indent + 1)];
}

/** Rows may be of different length; a table in a cell is read as its text. */
function tableOf(children: readonly (Found | TextPiece)[]): Block {
  const rows = children.flatMap((row) => (isText(row) || row.type !== "tablerow" ? [] : [row.children]));
  const stray = children.filter((row) => isText(row) || row.type !== "tablerow");
  const width = Math.max(1, ...rows.map((cells) => cells.length));
  const read: TableRow[] = rows.map((cells) => ({
    cells: Array.from({ length: width }, (_, at) => ({ blocks: cellBlocks(cells[at]) })),
  }));
  const empty: TableRow = { cells: Array.from({ length: width }, () => ({ blocks: cellBlocks(undefined) })) };
  return {
    type: "table",
    runs: runsOf(stray, {}),
    table: { columns: Array.from({ length: width }, () => ({})), rows: read.length > 0 ? read : [empty] },
  };
}

function cellBlocks(cell: Found | TextPiece | undefined): Block[] {
  if (cell === undefined) return [{ type: "paragraph", runs: [] }];
  const blocks = isText(cell) ? blocksOf([cell], 0) : blocksOf(cell.children, 0);
  const flat = blocks.flatMap(({ table, ...block }) =>
    table === undefined
      ? [block]
      : [
          ...(block.runs.length > 0 ? [{ ...block, type: "paragraph" }] : []),
          ...table.rows.flatMap((row) => row.cells.flatMap((each) => each.blocks)),
        ],
  );
  return flat.length > 0 ? flat : [{ type: "paragraph", runs: [] }];
}

function runsOf(children: readonly (Found | TextPiece)[], attributes: Attributes): Run[] {
  return children.flatMap((child): Run[] => {
    if (isText(child)) {
      const text = wellFormed(child.text);
      return text === "" ? [] : [withAttributes({ text }, { ...attributes, ...formatsOf(child.format) })];
    }
    if (child.type === "linebreak") return [withAttributes({ text: "\n" }, attributes)];
    if (child.type === "tab") return [withAttributes({ text: "\t" }, attributes)];
    const url = child.type === "link" || child.type === "autolink" ? safeUrl(child.prop("__url")) : null;
    const inner = runsOf(child.children, url === null ? attributes : { ...attributes, [LINK]: url });
    if (inner.length > 0 || url !== null) return inner;
    return [withAttributes({ embed: { type: child.type } }, attributes)];
  });
}

function withAttributes<R extends Run>(run: R, attributes: Attributes): R {
  return Object.keys(attributes).length === 0 ? run : { ...run, attributes };
}

function formatsOf(format: number): Record<string, Json> {
  const on: Record<string, Json> = {};
  for (const name of TEXT_FORMATS) if ((format & (FORMAT_BITS[name] ?? 0)) !== 0) on[name] = true;
  return on;
}

function levelOf(tag: unknown): number {
  const level = typeof tag === "string" ? Number(/^h([1-6])$/.exec(tag)?.[1]) : Number.NaN;
  return Number.isNaN(level) ? 1 : level;
}

function isText(child: Found | TextPiece): child is TextPiece {
  return "text" in child;
}

const BLOCK_TYPES: ReadonlySet<string> = new Set([
  "paragraph",
  "heading",
  "quote",
  "code",
  "horizontalrule",
  "list",
  "listitem",
  "table",
  "tablerow",
  "tablecell",
]);

/** What has no block in it belongs to a line, unless its type says that it is a block. */
function isInline(found: Found): boolean {
  return !BLOCK_TYPES.has(found.type) && found.children.every((child) => isText(child) || isInline(child));
}

function childrenOf(parent: SharedType, depth: number): (Found | TextPiece)[] {
  const found: (Found | TextPiece)[] = [];
  // In the first version a map before characters says how they look; in the second their attributes do.
  let format = 0;
  for (let item = parent._start; item !== null; item = item.right) {
    if (item.content instanceof Y.ContentFormat && !item.deleted) {
      if (item.content.key === "p") format = numberIn(item.content.value);
    }
    if (item.deleted || !item.countable) continue;
    const { content } = item;
    if (content instanceof Y.ContentString) found.push({ text: content.str, format });
    else if (content instanceof Y.ContentType && content.type instanceof Y.Map) {
      const { type } = content;
      const name = type.get("__type");
      format = Number(type.get("__format")) || 0;
      if (typeof name === "string" && name !== "text")
        found.push({ type: name, prop: (key) => type.get(key), children: [] });
    } else if (content instanceof Y.ContentType) found.push(...elementOf(content.type, depth));
  }
  return found;
}

/** A text of the second version is no element of its own: what is in it stands in its parent's line. */
function elementOf(type: SharedType, depth: number): (Found | TextPiece)[] {
  const prop = (name: string) => type._map.get(name)?.content.getContent().at(-1);
  const name = type instanceof Y.XmlElement && type.nodeName !== "UNDEFINED" ? type.nodeName : prop("__type");
  if (depth >= MAX_DEPTH) return [{ text: textIn(type), format: 0 }];
  const children = childrenOf(type, depth + 1);
  return typeof name === "string" ? [{ type: name, prop, children }] : children;
}

/** All characters in a type, however deep they stand. */
function textIn(top: SharedType): string {
  const pieces: string[] = [];
  const open: (Y.Item | null)[] = [top._start];
  while (open.length > 0) {
    const item = open.pop();
    if (!item) continue;
    open.push(item.right);
    if (item.deleted) continue;
    if (item.content instanceof Y.ContentString) pieces.push(item.content.str);
    else if (item.content instanceof Y.ContentType) open.push(item.content.type._start);
  }
  return pieces.join("");
}

function numberIn(properties: unknown): number {
  if (typeof properties !== "object" || properties === null || !("__format" in properties)) return 0;
  return Number(properties.__format) || 0;
}
