import { type Attributes, equalAttributes, type LiveBlock } from "@motet/model";
import type { DraftBlock } from "./draft-block.js";

export function liveText(live: LiveBlock): string {
  return live.segments.map((segment) => segment.text ?? "\ufffc").join("");
}

export function draftText(draft: DraftBlock): string {
  return draft.pieces.map((piece) => (piece.embed === null ? piece.text : "\ufffc")).join("");
}

/** Whether two readings of a block have the same text, in the same formats. */
export function readsAlike(a: LiveBlock, b: LiveBlock): boolean {
  if (liveText(a) !== liveText(b)) return false;
  const [ours, theirs] = [formatRuns(a), formatRuns(b)];
  return (
    ours.length === theirs.length &&
    ours.every(({ attributes, end }, index) => {
      const other = theirs[index] as FormatRun;
      return end === other.end && equalAttributes(attributes, other.attributes);
    })
  );
}

interface FormatRun {
  readonly attributes: Attributes;
  /** In UTF-16 units, from the beginning of the block. */
  readonly end: number;
}

function formatRuns({ segments }: LiveBlock): FormatRun[] {
  const runs: FormatRun[] = [];
  let end = 0;
  for (const { attributes, length } of segments) {
    end += length;
    const last = runs.at(-1);
    if (last !== undefined && equalAttributes(last.attributes, attributes)) runs.pop();
    runs.push({ attributes, end });
  }
  return runs;
}
