import type { Attributes, Json } from "./block.js";
import { CALLOUT, CALLOUT_KINDS } from "./callout.js";
import { CONTENTS } from "./contents.js";
import { EQUATION } from "./equation.js";
import { SECTION } from "./section-type.js";
import { MAX_URL_LENGTH } from "./url.js";

/** What a property may be, and what it is where it is missing or of a wrong kind. */
export type PropSchema =
  | { readonly kind: "integer"; readonly default: number; readonly min: number; readonly max: number }
  | { readonly kind: "choice"; readonly default: string; readonly choices: readonly string[] }
  | { readonly kind: "flag"; readonly default: boolean }
  | { readonly kind: "text"; readonly default: string; readonly maxLength: number };

export type BlockSchema = Readonly<Record<string, PropSchema>>;

/** Deepest indent of a block; deeper values are read as this. */
export const MAX_INDENT = 8;

export const MAX_HEADING_LEVEL = 6;

const indent: PropSchema = { kind: "integer", default: 0, min: 0, max: MAX_INDENT };
const align: PropSchema = {
  kind: "choice",
  default: "",
  choices: ["", "left", "center", "right", "justify", "start", "end"],
};

/** The type of a table's marker, and the key in it that holds the table's id. */
export const TABLE = "table";

/** The block types of this version and their properties. Others are kept as they are. */
export const BLOCK_SCHEMAS: ReadonlyMap<string, BlockSchema> = new Map<string, BlockSchema>([
  ["paragraph", { indent, align }],
  ["heading", { level: { kind: "integer", default: 1, min: 1, max: MAX_HEADING_LEVEL }, indent, align }],
  [
    "list-item",
    {
      kind: { kind: "choice", default: "bullet", choices: ["bullet", "number", "check"] },
      indent,
      checked: { kind: "flag", default: false },
      start: { kind: "integer", default: 1, min: 0, max: 1_000_000_000 },
      align,
    },
  ],
  ["quote", { indent, align }],
  [CALLOUT, { kind: { kind: "choice", default: "note", choices: CALLOUT_KINDS }, indent, align }],
  [SECTION, { indent, align }],
  ["code", { language: { kind: "text", default: "", maxLength: 64 } }],
  ["divider", {}],
  [CONTENTS, {}],
  [EQUATION, {}],
  [
    "image",
    {
      src: { kind: "text", default: "", maxLength: MAX_URL_LENGTH },
      alt: { kind: "text", default: "", maxLength: 2_000 },
      width: { kind: "integer", default: 0, min: 0, max: 4_000 },
      align: { kind: "choice", default: "", choices: ["", "left", "center", "right"] },
      naturalWidth: { kind: "integer", default: 0, min: 0, max: 65_535 },
      naturalHeight: { kind: "integer", default: 0, min: 0, max: 65_535 },
      uploaded: { kind: "integer", default: 0, min: 0, max: 100 },
    },
  ],
  ["web-embed", { url: { kind: "text", default: "", maxLength: MAX_URL_LENGTH } }],
  [TABLE, { [TABLE]: { kind: "text", default: "", maxLength: 32 } }],
]);

export const DEFAULT_BLOCK_TYPE = "paragraph";

/** Text formats: attribute keys whose value is `true` where the format is on. */
export const TEXT_FORMATS = [
  "bold",
  "italic",
  "underline",
  "strikethrough",
  "code",
  "subscript",
  "superscript",
  "highlight",
] as const;

export type TextFormat = (typeof TEXT_FORMATS)[number];

/** The attribute that holds a link's URL. */
export const LINK = "link";

/** The attributes that hold the color of text, and the color behind it: one of `COLORS`. */
export const TEXT_COLOR = "color";
export const BACKGROUND = "background";

/** Names, not values: each theme shows them so that they can be read in it. */
export const COLORS = ["gray", "red", "orange", "yellow", "green", "blue", "purple", "pink"] as const;

export type Color = (typeof COLORS)[number];

/** A block's type and properties after `normalizeBlock`. */
export interface NormalBlock {
  readonly type: string;
  /** Only what differs from the type's defaults; properties that the type does not know are kept. */
  readonly props: Attributes;
}

/** Of a block that was moved: what its characters are copies of. Only who keeps editors in step reads it. */
export const COPY_OF = "of";

/** … and how often it has moved. */
export const MOVES = "moves";

const COPIES_BY = "of:";

/** The key under which a client notes what it has written anew in a block of somebody else, and what that is a copy of. */
export function copiesKey(client: number): string {
  return `${COPIES_BY}${client.toString(36)}`;
}

/** The client whose note stands under a key; `null` where it is no such key. */
export function clientOfCopies(key: string): number | null {
  const client = key.startsWith(COPIES_BY) ? Number.parseInt(key.slice(COPIES_BY.length), 36) : Number.NaN;
  return Number.isSafeInteger(client) && copiesKey(client) === key ? client : null;
}

const MARKER_KEYS: ReadonlySet<string> = new Set(["id", "type", COPY_OF, MOVES]);

/** Whether a key of a marker is no property of the block. */
function isMarkerKey(key: string): boolean {
  return MARKER_KEYS.has(key) || key.startsWith(COPIES_BY);
}

const MAX_TYPE_LENGTH = 64;

/** What a marker's keys mean. Never throws: wrong types and values read as the default, unknown ones are kept. */
export function normalizeBlock(type: unknown, props: Iterable<readonly [string, unknown]>): NormalBlock {
  const name =
    typeof type === "string" && type !== "" && type.length <= MAX_TYPE_LENGTH ? type : DEFAULT_BLOCK_TYPE;
  const schema = BLOCK_SCHEMAS.get(name);
  const normal: Record<string, Json> = Object.create(null);
  // Sorted, so that clients that received the keys in another order read the same.
  for (const [key, value] of [...props].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (isMarkerKey(key)) continue;
    const known = schema !== undefined && Object.hasOwn(schema, key) ? schema[key] : undefined;
    if (known !== undefined) {
      const read = readProp(known, value);
      if (read !== known.default) normal[key] = read;
    } else if (isPlain(value)) {
      normal[key] = value;
    }
  }
  return { type: name, props: normal };
}

/** A property of a known type, its default where it is not set; `undefined` where the type has no such property. */
export function propOf(block: NormalBlock, key: string): Json | undefined {
  const value = block.props[key];
  if (value !== undefined) return value;
  const schema = BLOCK_SCHEMAS.get(block.type);
  return schema !== undefined && Object.hasOwn(schema, key) ? schema[key]?.default : undefined;
}

function readProp(schema: PropSchema, value: unknown): string | number | boolean {
  switch (schema.kind) {
    case "integer":
      return typeof value === "number" && Number.isFinite(value)
        ? Math.min(schema.max, Math.max(schema.min, Math.trunc(value)))
        : schema.default;
    case "choice":
      return typeof value === "string" && schema.choices.includes(value) ? value : schema.default;
    case "flag":
      return typeof value === "boolean" ? value : schema.default;
    case "text":
      return typeof value === "string" && value.length <= schema.maxLength ? value : schema.default;
  }
}

/** Plain JSON at its surface; a nested Yjs type, bytes and the like are left where they are, unread. */
export function isPlain(value: unknown): value is Json {
  switch (typeof value) {
    case "string":
    case "number":
    case "boolean":
      return true;
    case "object": {
      if (value === null) return true;
      const prototype: unknown = Object.getPrototypeOf(value);
      return Array.isArray(value) || prototype === Object.prototype || prototype === null;
    }
    case "bigint":
    case "function":
    case "symbol":
    case "undefined":
      return false;
  }
}
