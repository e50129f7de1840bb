import { COPY_OF, MOVES, markerMap, movesOf } from "@motet/model";
import type * as Y from "yjs";
import type { Copies } from "./copies.js";
import { CopyOrigins, type CopyRange, copyRanges } from "./copy-origins.js";
import type { MirrorBlock } from "./mirror.js";
import type { GapPlan, NewToken } from "./plan-gap.js";
import { alignByText, type Unit, unitsOf } from "./text-units.js";
import type { Inserted } from "./written-segments.js";
import type { Id } from "./yjs-edit.js";

/**
 * Says in the markers of moved blocks what their text is a copy of, and returns these markers. `inserted` is what was written, by the
 * new token that it begins with.
 */
export function markCopies(
  { matches, newTokens }: GapPlan,
  markers: readonly (Y.Item | null)[],
  inserted: ReadonlyMap<number, Inserted>,
  known: Copies,
): Y.Item[] {
  const written = new Map<number, Unit[]>();
  for (const [at, { segment }] of inserted) {
    const { draft } = newTokens[at] as NewToken;
    if (!matches[draft]?.carried) continue;
    const units = written.get(draft) ?? [];
    for (const unit of unitsOf(segment)) units.push(unit);
    written.set(draft, units);
  }
  const copies: Y.Item[] = [];
  matches.forEach(({ block, carried }, index) => {
    const marker = markers[index] ?? null;
    if (block === null || carried === null || marker === null) return;
    copies.push(marker);
    const origins = block.live.marker && CopyOrigins.read(block.live.marker.id, carried.get(COPY_OF));
    const { units, originals, moves } = originalsIn(block, known, (id) => origins?.originalOf(id) ?? id);
    const ranges = rangesOf(marker, units, originals, written.get(index) ?? []);
    const entry = CopyOrigins.write(ranges);
    // Of an empty block too: it says that nothing in there is a copy.
    if (entry !== null) markerMap(marker)?.set(...entry);
    // Text may have come into the block that has moved more often than the block.
    if (moves > movesOf(marker)) markerMap(marker)?.set(MOVES, moves);
  });
  return copies;
}

/** The characters of a block, what each is a copy of, and as how often moved they have to count. */
function originalsIn(
  block: MirrorBlock,
  known: Copies,
  originOf: (id: Id) => Id,
): { units: Unit[]; originals: (readonly Id[])[]; moves: number } {
  const units: Unit[] = [];
  const originals: (readonly Id[])[] = [];
  let moves = 0;
  for (const segment of block.live.segments) {
    for (const piece of known.piecesOf({ from: segment, length: segment.length })) {
      const start = segment.clock + piece.offset;
      const isItself = ({ client, clock }: Id): boolean => client === segment.client && clock === start;
      const isKnown = !piece.originals.every(isItself);
      for (const unit of unitsOf(segment, piece)) {
        const shift = ({ client, clock }: Id): Id => ({ client, clock: clock + unit.clock - start });
        units.push(unit);
        originals.push(isKnown ? piece.originals.map(shift) : [originOf(unit)]);
      }
      moves = Math.max(moves, piece.moves);
    }
  }
  return { units, originals, moves };
}

/** What others know as the originals comes first. */
function rangesOf(
  marker: Y.Item,
  units: readonly Unit[],
  originals: readonly (readonly Id[])[],
  written: readonly Unit[],
): CopyRange[] {
  const copies = alignByText(units, written);
  const ranges: CopyRange[] = [];
  for (let at = 0; ; at++) {
    const found = copyRanges(marker.id, copies, (index) => originals[index]?.[at] ?? null);
    if (found.length === 0) return ranges;
    for (const range of found) ranges.push(range);
  }
}
