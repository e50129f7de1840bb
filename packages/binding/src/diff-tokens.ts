/** A stretch of `before` that was replaced by a stretch of `after`; ends are exclusive. */
export interface Hunk {
  readonly oldStart: number;
  readonly oldEnd: number;
  readonly newStart: number;
  readonly newEnd: number;
}

/** Most edits that are searched for one by one; what differs more is replaced as a whole. */
const MAX_EDITS = 400;

/**
 * What changed between two sequences of tokens, where those that are anchors have the same order. `caret` is where in `after` the author stands: of several equal
 * places where something may have been typed or deleted, it decides.
 */
export function diffTokens(
  before: readonly number[],
  after: readonly number[],
  caret: number | null,
  isAnchor: (token: number) => boolean,
): Hunk[] {
  const shorter = Math.min(before.length, after.length);
  const maxSuffix = caret === null ? 0 : Math.min(shorter, after.length - caret);
  let suffix = 0;
  while (suffix < maxSuffix && before[before.length - 1 - suffix] === after[after.length - 1 - suffix])
    suffix++;
  let prefix = 0;
  while (prefix < shorter - suffix && before[prefix] === after[prefix]) prefix++;
  while (suffix < shorter - prefix && before[before.length - 1 - suffix] === after[after.length - 1 - suffix])
    suffix++;

  const hunks: Hunk[] = [];
  const oldEnd = before.length - suffix;
  const newEnd = after.length - suffix;
  let oldAt = prefix;
  let newAt = prefix;
  for (const [oldAnchor, newAnchor] of anchors(before, after, prefix, oldEnd, newEnd, isAnchor)) {
    diffStretch(before, after, oldAt, oldAnchor, newAt, newAnchor, hunks);
    oldAt = oldAnchor + 1;
    newAt = newAnchor + 1;
  }
  diffStretch(before, after, oldAt, oldEnd, newAt, newEnd, hunks);
  return hunks;
}

/** Tokens that stand in both sequences, in the same order: nothing moves across them. */
function anchors(
  before: readonly number[],
  after: readonly number[],
  start: number,
  oldEnd: number,
  newEnd: number,
  isAnchor: (token: number) => boolean,
): (readonly [number, number])[] {
  const places = new Map<number, number>();
  for (let i = start; i < oldEnd; i++) {
    const token = before[i] as number;
    if (token < 0 && isAnchor(token)) places.set(token, i);
  }
  if (places.size === 0) return [];
  const pairs: (readonly [number, number])[] = [];
  for (let j = start; j < newEnd; j++) {
    const i = places.get(after[j] as number);
    if (i !== undefined) pairs.push([i, j]);
  }
  return pairs;
}

function diffStretch(
  before: readonly number[],
  after: readonly number[],
  oldFrom: number,
  oldTo: number,
  newFrom: number,
  newTo: number,
  hunks: Hunk[],
): void {
  let oldStart = oldFrom;
  let newStart = newFrom;
  let oldEnd = oldTo;
  let newEnd = newTo;
  while (oldStart < oldEnd && newStart < newEnd && before[oldStart] === after[newStart]) {
    oldStart++;
    newStart++;
  }
  while (oldStart < oldEnd && newStart < newEnd && before[oldEnd - 1] === after[newEnd - 1]) {
    oldEnd--;
    newEnd--;
  }
  if (oldStart === oldEnd && newStart === newEnd) return;
  if (oldStart === oldEnd || newStart === newEnd) {
    hunks.push({ oldStart, oldEnd, newStart, newEnd });
    return;
  }
  hunks.push(...myers(before, after, oldStart, oldEnd, newStart, newEnd));
}

/** Myers' greedy algorithm (An O(ND) Difference Algorithm, 1986), given up after `MAX_EDITS`. */
function myers(
  before: readonly number[],
  after: readonly number[],
  oldStart: number,
  oldEnd: number,
  newStart: number,
  newEnd: number,
): Hunk[] {
  const n = oldEnd - oldStart;
  const m = newEnd - newStart;
  const whole: Hunk[] = [{ oldStart, oldEnd, newStart, newEnd }];
  const max = Math.min(n + m, MAX_EDITS);
  const trace: Int32Array[] = [];
  const furthest = new Int32Array(2 * max + 3);
  const origin = max + 1;
  for (let edits = 0; edits <= max; edits++) {
    for (let k = -edits; k <= edits; k += 2) {
      const down =
        k === -edits ||
        (k !== edits && (furthest[origin + k - 1] as number) < (furthest[origin + k + 1] as number));
      let x = down ? (furthest[origin + k + 1] as number) : (furthest[origin + k - 1] as number) + 1;
      let y = x - k;
      while (x < n && y < m && before[oldStart + x] === after[newStart + y]) {
        x++;
        y++;
      }
      furthest[origin + k] = x;
      if (x >= n && y >= m) {
        trace.push(furthest.slice(origin - edits, origin + edits + 1));
        return backtrack(trace, n, m, oldStart, newStart);
      }
    }
    trace.push(furthest.slice(origin - edits, origin + edits + 1));
  }
  return whole;
}

function backtrack(
  trace: readonly Int32Array[],
  n: number,
  m: number,
  oldStart: number,
  newStart: number,
): Hunk[] {
  const hunks: Hunk[] = [];
  let x = n;
  let y = m;
  let pending: { x: number; y: number } | null = null;
  const close = (fromX: number, fromY: number): void => {
    if (pending === null) return;
    hunks.push({
      oldStart: oldStart + fromX,
      oldEnd: oldStart + pending.x,
      newStart: newStart + fromY,
      newEnd: newStart + pending.y,
    });
    pending = null;
  };
  for (let edits = trace.length - 1; edits > 0; edits--) {
    const reached = trace[edits - 1] as Int32Array;
    const k = x - y;
    const at = (diagonal: number): number => reached[diagonal + edits - 1] ?? -1;
    const down = k === -edits || (k !== edits && at(k - 1) < at(k + 1));
    const previousX = down ? at(k + 1) : at(k - 1);
    const previousY = previousX - (down ? k + 1 : k - 1);
    const editX = down ? previousX : previousX + 1;
    const editY = down ? previousY + 1 : previousY;
    if (x > editX) {
      // A diagonal lies between this edit and the one found before (to its right).
      close(x, y);
    }
    if (pending === null) pending = { x: editX, y: editY };
    x = previousX;
    y = previousY;
  }
  close(x, y);
  return hunks.reverse();
}
