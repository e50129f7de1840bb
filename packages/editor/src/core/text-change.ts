/** One replacement that leads from one text to another. Offsets and lengths in UTF-16 units. */
export interface TextChange {
  readonly index: number;
  readonly remove: number;
  readonly insert: string;
}

/** One step of a Yjs delta, as far as it moves offsets. */
export interface DeltaStep {
  readonly retain?: number;
  readonly delete?: number;
  readonly insert?: unknown;
}

/**
 * The smallest change from `before` to `after`. Where several are equally small (one more "a" in "aaa") it is the one
 * that ends at `caret`, the place in `after` where the typing happened. Never cuts through a surrogate pair.
 */
export function textChange(before: string, after: string, caret: number): TextChange | null {
  if (before === after) return null;
  const shorter = Math.min(before.length, after.length);
  let end = 0;
  while (end < Math.min(shorter, after.length - caret) && before.at(-1 - end) === after.at(-1 - end))
    end += 1;
  if (isInsidePair(before, before.length - end) || isInsidePair(after, after.length - end)) end -= 1;
  let start = 0;
  while (start < shorter - end && before[start] === after[start]) start += 1;
  if (isInsidePair(before, start) || isInsidePair(after, start)) start -= 1;
  return {
    index: start,
    remove: before.length - start - end,
    insert: after.slice(start, after.length - end),
  };
}

function isInsidePair(text: string, offset: number): boolean {
  return /^[\ud800-\udbff][\udc00-\udfff]$/.test(text.slice(Math.max(0, offset - 1), offset + 1));
}

/** Where an offset is after a change by somebody else; what is inserted right at it comes after it. */
export function moveOffset(offset: number, delta: readonly DeltaStep[]): number {
  let position = 0;
  let moved = offset;
  for (const step of delta) {
    if (position >= moved) break;
    if (step.retain !== undefined) position += step.retain;
    else if (step.delete !== undefined) moved -= Math.min(step.delete, moved - position);
    else {
      const length = typeof step.insert === "string" ? step.insert.length : 1;
      moved += length;
      position += length;
    }
  }
  return moved;
}

/** Where a change ends in the changed text: the place that undo and redo show. */
export function endOfChange(delta: readonly DeltaStep[]): number {
  let position = 0;
  let end = 0;
  for (const step of delta) {
    if (step.retain !== undefined) position += step.retain;
    else {
      if (step.insert !== undefined) position += typeof step.insert === "string" ? step.insert.length : 1;
      end = position;
    }
  }
  return end;
}
