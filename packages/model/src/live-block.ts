import * as Y from "yjs";
import type { Attributes, Json } from "./block.js";
import {
  BACKGROUND,
  isPlain,
  LINK,
  MOVES,
  type NormalBlock,
  normalizeBlock,
  TEXT_COLOR,
  TEXT_FORMATS,
} from "./schema.js";

/**
 * Characters with consecutive Yjs ids and equal attributes, or one thing that is no text.
 * The ids address them in Yjs whatever was inserted, deleted or formatted around them since they were read.
 */
export interface Segment {
  readonly client: number;
  readonly clock: number;
  /** In Yjs's clock units; for text these are UTF-16 units. */
  readonly length: number;
  /** `null` for an embed. */
  readonly text: string | null;
  /** Set where `text` is `null`. */
  readonly embed: Embed | null;
  readonly attributes: Attributes;
}

export interface Embed {
  readonly type: string;
  readonly [property: string]: Json;
}

/** A block as it lives in Yjs. `marker` is `null` for text that stands before the first marker. */
export interface LiveBlock extends NormalBlock {
  readonly marker: Y.Item | null;
  readonly segments: readonly Segment[];
  /** Formats that are on where the block begins: they may run across markers. */
  readonly startAttributes: Attributes;
  readonly endAttributes: Attributes;
  /** The marker that ends the block. */
  readonly next: Y.Item | null;
}

export const NO_ATTRIBUTES: Attributes = Object.freeze(Object.create(null) as Attributes);

/** Whether an item of the body begins a block: a live `Y.Map`. */
export function isMarker(item: Y.Item): boolean {
  return !item.deleted && markerMap(item) !== null;
}

/** The `Y.Map` of a marker, also of a deleted one as long as it has not been collected. */
export function markerMap(item: Y.Item): Y.Map<unknown> | null {
  return item.content instanceof Y.ContentType && item.content.type instanceof Y.Map
    ? item.content.type
    : null;
}

/**
 * The id written in a marker; its Yjs id where there is none. Two markers may hold the same (see `readBlocks`).
 * It is also known of a marker that has just been deleted, as long as Yjs has not collected it.
 */
export function markerId(item: Y.Item): string {
  const entry = markerMap(item)?._map.get("id");
  const isSet = entry !== undefined && (!entry.deleted || item.deleted);
  const id: unknown = isSet ? entry.content.getContent().at(-1) : undefined;
  return typeof id === "string" && id !== "" && id.length <= 128 ? id : yjsName(item);
}

/** How often the block of a marker has been moved, also of one that has just been deleted. */
export function movesOf(item: Y.Item): number {
  const value: unknown = markerMap(item)?._map.get(MOVES)?.content.getContent().at(-1);
  return typeof value === "number" && Number.isSafeInteger(value) && value > 0 ? value : 0;
}

export function yjsName(item: { readonly id: { readonly client: number; readonly clock: number } }): string {
  return `${item.id.client.toString(36)}-${item.id.clock.toString(36)}`;
}

/**
 * The block that begins at `marker`, or the text before the first marker (`null`). Costs what the block costs.
 * It ends at the next live marker, or at one of `boundaries`: markers that are deleted but still shown.
 */
export function readLiveBlock(
  body: Y.Text,
  marker: Y.Item | null,
  startAttributes: Attributes,
  boundaries?: ReadonlySet<Y.Item>,
): LiveBlock {
  const segments: Segment[] = [];
  let attributes = startAttributes;
  let item = marker === null ? body._start : marker.right;
  for (; item !== null; item = item.right) {
    if (boundaries?.has(item)) break;
    if (item.deleted) continue;
    const { content } = item;
    if (content instanceof Y.ContentString) {
      pushText(segments, item, content.str, attributes);
    } else if (content instanceof Y.ContentFormat) {
      attributes = withAttribute(attributes, String(content.key), content.value);
    } else if (markerMap(item) !== null) {
      break;
    } else if (item.countable) {
      segments.push({
        client: item.id.client,
        clock: item.id.clock,
        length: item.length,
        text: null,
        embed: readEmbed(content),
        attributes,
      });
    }
  }
  const map = marker === null ? null : markerMap(marker);
  const normal =
    map === null ? normalizeBlock(undefined, []) : normalizeBlock(map.get("type"), map.entries());
  return {
    marker,
    type: normal.type,
    props: normal.props,
    segments,
    startAttributes,
    endAttributes: attributes,
    next: item,
  };
}

const KNOWN_ATTRIBUTES: ReadonlySet<string> = new Set([...TEXT_FORMATS, LINK, TEXT_COLOR, BACKGROUND]);

/** Attributes that this version does not know, on one character; more are left in Yjs unread: each costs all others. */
const MAX_FOREIGN_ATTRIBUTES = 64;

/** `attributes` after a format item: `null` ends the format. */
export function withAttribute(attributes: Attributes, key: string, value: unknown): Attributes {
  if (value === null || value === undefined || !isPlain(value)) {
    if (!(key in attributes)) return attributes;
    const { [key]: _ended, ...rest } = attributes;
    return Object.setPrototypeOf(rest, null) as Attributes;
  }
  if (attributes[key] === value) return attributes;
  const isForeign = !KNOWN_ATTRIBUTES.has(key);
  if (isForeign && !(key in attributes) && foreignIn(attributes) >= MAX_FOREIGN_ATTRIBUTES) return attributes;
  return Object.assign(Object.create(null), attributes, { [key]: value }) as Attributes;
}

function foreignIn(attributes: Attributes): number {
  let count = 0;
  for (const key in attributes) if (!KNOWN_ATTRIBUTES.has(key)) count++;
  return count;
}

function pushText(segments: Segment[], item: Y.Item, text: string, attributes: Attributes): void {
  // Yjs joins what is typed key by key; engines keep that as a tree, which one look inside makes flat, for good.
  text.charCodeAt(0);
  const last = segments.at(-1);
  if (
    last !== undefined &&
    last.text !== null &&
    last.attributes === attributes &&
    last.client === item.id.client &&
    last.clock + last.length === item.id.clock
  ) {
    segments[segments.length - 1] = {
      ...last,
      length: last.length + item.length,
      text: last.text + text,
    };
    return;
  }
  segments.push({
    client: item.id.client,
    clock: item.id.clock,
    length: item.length,
    text,
    embed: null,
    attributes,
  });
}

const UNKNOWN_EMBED: Embed = { type: "unknown" };

function readEmbed(content: Y.Item["content"]): Embed {
  if (!(content instanceof Y.ContentEmbed)) return UNKNOWN_EMBED;
  const embed: unknown = content.embed;
  return isPlain(embed) &&
    typeof embed === "object" &&
    embed !== null &&
    "type" in embed &&
    typeof embed.type === "string"
    ? (embed as Embed)
    : UNKNOWN_EMBED;
}
