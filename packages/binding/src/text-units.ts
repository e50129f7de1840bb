import type { Segment } from "@motet/model";
import { diffTokens, type Hunk } from "./diff-tokens.js";
import type { Id } from "./yjs-edit.js";

/** One character (or an embed) of a block. */
export interface Unit extends Id {
  /** In Yjs's clock units: UTF-16 units. */
  readonly length: number;
  readonly value: number;
}

const EMBED = -1;

/** The characters of a segment, or of a part of it. */
export function unitsOf(
  { client, clock, length: all, text }: Segment,
  { offset, length }: { readonly offset: number; readonly length: number } = { offset: 0, length: all },
): Unit[] {
  if (text === null) return [{ client, clock: clock + offset, length, value: EMBED }];
  const units: Unit[] = [];
  let at = clock + offset;
  for (const character of text.slice(offset, offset + length)) {
    units.push({ client, clock: at, length: character.length, value: character.codePointAt(0) as number });
    at += character.length;
  }
  return units;
}

/** For each of `before` the one of `after` that it became, judged by the text alone; `null` where it is not there. */
export function alignByText(before: readonly Unit[], after: readonly Unit[]): (Unit | null)[] {
  const values = (units: readonly Unit[]): number[] => units.map(({ value }) => value);
  const hunks: readonly Hunk[] = diffTokens(values(before), values(after), null, () => false);
  const aligned: (Unit | null)[] = before.map(() => null);
  let oldAt = 0;
  let newAt = 0;
  const keep = (oldEnd: number): void => {
    for (; oldAt < oldEnd; oldAt++, newAt++) aligned[oldAt] = after[newAt] ?? null;
  };
  for (const { oldStart, oldEnd, newEnd } of hunks) {
    keep(oldStart);
    oldAt = oldEnd;
    newAt = newEnd;
  }
  keep(before.length);
  return aligned;
}
