import { BLOCK_SCHEMAS, COPY_OF, DEFAULT_BLOCK_TYPE, markerMap, normalizeBlock, propOf } from "@motet/model";
import * as Y from "yjs";
import { equalJson, type Props } from "./codecs.js";
import type { DraftBlock } from "./draft-block.js";
import type { GapPlan } from "./plan-gap.js";

/** What the marker of a new block holds from the beginning. */
export function markerContent({ drafts, matches }: GapPlan, index: number): Y.ContentType {
  const draft = drafts[index] as DraftBlock;
  const carried = matches[index]?.carried ?? null;
  // A block that moved is written as it was, and changed after that: so peers can tell what its mover decided.
  const entries = new Map(carried);
  entries.delete(COPY_OF);
  if (carried === null && draft.type === null) {
    if (draft.placeholderOf !== null) entries.set("type", draft.placeholderOf);
  } else if (carried === null && draft.type !== null) {
    if (draft.type !== DEFAULT_BLOCK_TYPE) entries.set("type", draft.type);
    const schema = BLOCK_SCHEMAS.get(draft.type);
    for (const [key, value] of Object.entries(draft.props)) {
      if (value !== null && value !== schema?.[key]?.default) entries.set(key, value);
    }
  }
  return new Y.ContentType(new Y.Map([...entries]));
}

/** Sets the keys of a marker that differ, and only those. `known`: what the type before knew, besides its schema. */
export function setMarker(
  marker: Y.Item,
  draft: Pick<DraftBlock, "type" | "props">,
  known: Props = {},
): void {
  const map = marker.deleted ? null : markerMap(marker);
  if (map === null || draft.type === null) return;
  const { type: previous } = normalizeBlock(map.get("type"), []);
  if (previous !== draft.type) {
    map.set("type", draft.type);
    for (const key of Object.keys({ ...BLOCK_SCHEMAS.get(previous), ...known })) {
      if (map.has(key) && BLOCK_SCHEMAS.get(draft.type)?.[key] === undefined) map.delete(key);
    }
  }
  const normal = normalizeBlock(draft.type, map.entries());
  for (const [key, value] of Object.entries(draft.props)) {
    if (equalJson(propOf(normal, key) ?? null, value)) continue;
    if (value === null) map.delete(key);
    else map.set(key, value);
  }
}
