/** How much of the past is kept. What is younger and within the size is never forgotten; what is beyond either goes in larger steps, at a checkpoint. */
export interface Retention {
  /** Milliseconds; Infinity: for ever. */
  readonly historyMs: number;
  /** Compressed bytes per document; Infinity: all. */
  readonly historyBytes: number;
}

export const KEEP_EVERYTHING: Retention = {
  historyMs: Number.POSITIVE_INFINITY,
  historyBytes: Number.POSITIVE_INFINITY,
};

interface KeptCheckpoint {
  readonly upTo: number;
  readonly time: number | null;
  readonly bytes: number;
}

interface KeptSegment {
  readonly range: { readonly from: number; readonly through: number };
  readonly throughTime: number;
  readonly bytes: number;
}

export interface RetentionInput {
  /** Both in ascending order, the newest included. */
  readonly checkpoints: readonly KeptCheckpoint[];
  readonly segments: readonly KeptSegment[];
  readonly retention: Retention;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

export interface RetentionPlan {
  /** The `upTo` of those that stay. */
  readonly checkpoints: ReadonlySet<number>;
  /** Segments through this number go; 0: none. */
  readonly forgottenThrough: number;
}

/** To fall back on when the newest is damaged. */
const CHECKPOINTS_KEPT = 3;

/** An older checkpoint stays where the past since the last such one is so many times its size: every moment is near one, at little cost. */
const PAST_PER_CHECKPOINT = 4;

/** Of what retention allows, this share may be kept beyond it: it is forgotten in steps. */
const STEP_SHARE = 1 / 4;

/** Which checkpoints stay, and what of the past goes. */
export function planRetention({ checkpoints, segments, retention, now }: RetentionInput): RetentionPlan {
  const latest = checkpoints.slice(-CHECKPOINTS_KEPT);
  const older = checkpoints.slice(0, -CHECKPOINTS_KEPT);
  const anchors: KeptCheckpoint[] = [];
  for (const checkpoint of older) {
    if (isAnchor(checkpoint, anchors.at(-1) ?? null, segments, retention)) anchors.push(checkpoint);
  }
  // The past can begin only where a state is kept, and never among those to fall back on.
  const candidates = [...anchors, ...latest.slice(0, 1 - CHECKPOINTS_KEPT)];
  const begin = candidates.findLast((at) => mayForgetThrough(at.upTo, segments, retention, now));
  const forgottenThrough = begin?.upTo ?? 0;
  const kept = [...anchors.filter(({ upTo }) => upTo >= forgottenThrough), ...latest];
  return { checkpoints: new Set(kept.map(({ upTo }) => upTo)), forgottenThrough };
}

function isAnchor(
  checkpoint: KeptCheckpoint,
  last: KeptCheckpoint | null,
  segments: readonly KeptSegment[],
  { historyMs, historyBytes }: Retention,
): boolean {
  const from = last?.upTo ?? 0;
  const between = segments.filter(({ range }) => range.through > from && range.through <= checkpoint.upTo);
  // Nothing else leads up to what follows it.
  if (last === null && between[0]?.range.from !== 1) return true;
  const bytes = between.reduce((sum, segment) => sum + segment.bytes, 0);
  const ms = (checkpoint.time ?? 0) - (last?.time ?? between[0]?.throughTime ?? 0);
  return (
    bytes >= PAST_PER_CHECKPOINT * checkpoint.bytes ||
    bytes >= STEP_SHARE * historyBytes ||
    ms >= STEP_SHARE * historyMs
  );
}

function mayForgetThrough(
  upTo: number,
  segments: readonly KeptSegment[],
  { historyMs, historyBytes }: Retention,
  now: number,
): boolean {
  const before = segments.filter(({ range }) => range.through <= upTo);
  if (before.length === 0) return false;
  const bytesAfter = segments
    .filter(({ range }) => range.through > upTo)
    .reduce((sum, segment) => sum + segment.bytes, 0);
  const isOld = before.every(({ throughTime }) => now - throughTime > historyMs);
  return isOld || bytesAfter >= historyBytes;
}
