import { COPY_OF } from "@motet/model";
import type { Unit } from "./text-units.js";
import type { Id } from "./yjs-edit.js";

/** Characters with consecutive ids, and where their copies begin. */
export interface CopyRange extends Id {
  /** In clock units from the marker of the copy, whose client wrote the copies; undo writes text before markers. */
  readonly at: number;
  readonly length: number;
}

/** More than this is not looked through: it is no work of an editor. */
const MAX_RANGES = 1_000;
const FIELDS = 4;

/**
 * Which characters the text of a moved block is a copy of, as its marker says: so that everybody finds the place of a character in
 * the copy, and who meets two copies knows what is in both. Copies of copies name the first original.
 */
export class CopyOrigins {
  readonly #marker: Id;
  readonly ranges: readonly CopyRange[];

  constructor(marker: Id, ranges: readonly CopyRange[]) {
    this.#marker = marker;
    this.ranges = ranges;
  }

  /** From what stands in a marker; `null` where it says nothing that can be used. */
  static read(marker: Id, value: unknown): CopyOrigins | null {
    if (!Array.isArray(value) || value.length % FIELDS !== 0 || value.length > MAX_RANGES * FIELDS)
      return null;
    if (!value.every((field) => Number.isSafeInteger(field))) return null;
    const fields = value as number[];
    const ranges: CopyRange[] = [];
    for (let i = 0; i < fields.length; i += FIELDS) {
      const [client, clock, at, length] = fields.slice(i, i + FIELDS) as [number, number, number, number];
      if (client < 0 || clock < 0 || marker.clock + at < 0 || length < 0) return null;
      ranges.push({ client, clock, at, length });
    }
    return new CopyOrigins(marker, ranges);
  }

  static write(ranges: readonly CopyRange[]): [key: string, value: number[]] | null {
    if (ranges.length > MAX_RANGES) return null;
    return [COPY_OF, ranges.flatMap(({ client, clock, at, length }) => [client, clock, at, length])];
  }

  /** What a character is a copy of: itself, if it is none. */
  originalOf({ client, clock }: Id): Id {
    if (client !== this.#marker.client) return { client, clock };
    const at = clock - this.#marker.clock;
    const range = this.ranges.find((each) => at >= each.at && at < each.at + each.length);
    return range === undefined
      ? { client, clock }
      : { client: range.client, clock: range.clock + at - range.at };
  }

  copyOf({ client, clock }: Id): Id | null {
    const range = this.ranges.find(
      (each) => each.client === client && clock >= each.clock && clock < each.clock + each.length,
    );
    if (range === undefined) return null;
    return { client: this.#marker.client, clock: this.#marker.clock + range.at + clock - range.clock };
  }
}

/** What a client has written anew where no marker of its own tells. */
export interface CopyNote {
  readonly original: Id;
  /** The clock of the copy. */
  readonly clock: number;
  readonly length: number;
  /** As how often moved it counts. */
  readonly moves: number;
}

const NOTE_FIELDS = 5;

/** From what stands in a marker; nothing where that says nothing that can be used. */
export function readNotes(value: unknown): CopyNote[] {
  if (!Array.isArray(value) || value.length % NOTE_FIELDS !== 0 || value.length > MAX_RANGES * NOTE_FIELDS)
    return [];
  if (!value.every((field) => Number.isSafeInteger(field) && field >= 0)) return [];
  const notes: CopyNote[] = [];
  for (let i = 0; i < value.length; i += NOTE_FIELDS) {
    const [client, original, clock, length, moves] = value.slice(i, i + NOTE_FIELDS) as [
      number,
      number,
      number,
      number,
      number,
    ];
    notes.push({ original: { client, clock: original }, clock, length, moves });
  }
  return notes;
}

/** `null` where it is too much. */
export function writeNotes(notes: readonly CopyNote[]): number[] | null {
  if (notes.length > MAX_RANGES) return null;
  return notes.flatMap(({ original, clock, length, moves }) => [
    original.client,
    original.clock,
    clock,
    length,
    moves,
  ]);
}

/** Of what was written behind `marker`, what it is a copy of: `copies[index]`, if it is there, of `originalOf(index)`. */
export function copyRanges(
  marker: Id,
  copies: readonly (Unit | null)[],
  originalOf: (index: number) => Id | null,
): CopyRange[] {
  const ranges: CopyRange[] = [];
  copies.forEach((copy, index) => {
    const original = copy && originalOf(index);
    if (copy === null || original === null) return;
    const { client, clock } = original;
    const { length } = copy;
    const at = copy.clock - marker.clock;
    const last = ranges.at(-1);
    const joins =
      last !== undefined &&
      last.client === client &&
      last.clock + last.length === clock &&
      last.at + last.length === at;
    if (joins) ranges[ranges.length - 1] = { ...last, length: last.length + length };
    else ranges.push({ client, clock, at, length });
  });
  return ranges;
}
