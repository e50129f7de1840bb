import * as Y from "yjs";
import type { Struct } from "./decoded-update.js";

/** Levels of objects and arrays in one value. Reading deeper ones works where writing them again overflows the stack, so they are never taken. */
const MAX_DEPTH = 100;

/** Whether a struct holds a value that is nested beyond what can safely be merged, stored and applied. */
export function isTooDeep(struct: Struct): boolean {
  if (!(struct instanceof Y.Item)) return false;
  const { content } = struct;
  if (content instanceof Y.ContentAny || content instanceof Y.ContentJSON)
    return content.arr.some((value) => isDeeperThan(value, MAX_DEPTH));
  if (content instanceof Y.ContentEmbed) return isDeeperThan(content.embed, MAX_DEPTH);
  if (content instanceof Y.ContentFormat) return isDeeperThan(content.value, MAX_DEPTH);
  return false;
}

function isDeeperThan(value: unknown, levels: number): boolean {
  if (typeof value !== "object" || value === null || ArrayBuffer.isView(value)) return false;
  return levels === 0 || Object.values(value).some((inner) => isDeeperThan(inner, levels - 1));
}
