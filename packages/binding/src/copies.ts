import { COPY_OF, clientOfCopies, copiesKey, markerMap, movesOf, yjsName } from "@motet/model";
import type * as Y from "yjs";
import { type CopyNote, CopyOrigins, readNotes, writeNotes } from "./copy-origins.js";
import type { Id } from "./yjs-edit.js";

/** How a marker ranks among those of the same block, or a copy among those of the same text. */
export interface Rank extends Id {
  readonly moves: number;
}

/** Text that was written anew elsewhere. */
export interface Rewritten {
  readonly from: Id;
  readonly to: Id;
  /** In Yjs's clock units. */
  readonly length: number;
}

/** A part of what was written anew. */
export interface Piece {
  readonly originals: readonly Id[];
  /** From where all of it begins, in Yjs's clock units. */
  readonly offset: number;
  readonly length: number;
  readonly moves: number;
}

/** The same characters in two copies. */
export interface Double {
  readonly stays: Id;
  readonly goes: Id;
  /** In Yjs's clock units. */
  readonly length: number;
}

/** Characters that are copies of others, with consecutive ids each. */
interface Copy {
  readonly rank: Rank;
  readonly original: Id;
  readonly copy: Id;
  readonly length: number;
  /** Said in passing, if at all: others may not hear of it. */
  readonly isNoted: boolean;
}

/** More than this is not kept in mind: then what two people move in different pieces may stay in both. */
const MAX_COPIES = 50_000;
/** … nor more of one text: whoever moves it more often while one page is open is no person. */
const MAX_COPIES_OF_ONE = 100;

/**
 * Which characters are copies of which, as far as this client knows: what the markers say that it has seen, and what it has
 * itself written anew. So of a character that was moved twice, in blocks that were merged or split differently, one stays.
 * Whatever a copy is made of, it outranks that, and so all that this has outranked: the highest of all is never taken back.
 */
export class Copies {
  readonly #byOriginal = new Ranges((copy) => copy.original);
  readonly #byCopy = new Ranges((copy) => copy.copy);
  /** How much has been taken in of what stands in a marker. */
  readonly #seen = new Map<string, number>();
  /** Whether a character is deleted. */
  readonly #isGone: (id: Id) => boolean;
  #size = 0;

  constructor(isGone: (id: Id) => boolean) {
    this.#isGone = isGone;
  }

  /**
   * Takes in what a marker says, or has said before it was deleted, and returns which of these characters are in other copies
   * too.
   */
  add(marker: Y.Item): Double[] {
    const doubles: Double[] = [];
    markerMap(marker)?._map.forEach((entry, key) => {
      const client = clientOfCopies(key);
      if ((key !== COPY_OF && client === null) || (entry.deleted && !marker.deleted)) return;
      const value: unknown = entry.content.getContent().at(-1);
      const name = `${yjsName(marker)} ${key}`;
      const copies = client === null ? copiesOf(marker, value) : notedBy(client, value);
      // A note grows at its end.
      for (const copy of copies.slice(this.#seen.get(name) ?? 0))
        for (const double of this.#put(copy)) doubles.push(double);
      this.#seen.set(name, copies.length);
    });
    return doubles;
  }

  /**
   * Takes in what this client has written anew: for a peer had moved what it stood in, or by undo. It is noted in the marker that
   * it stands behind, if there is one.
   */
  addRewritten({ from, to, length }: Rewritten, marker: Y.Item | null): Double[] {
    const pieces = this.piecesOf({ from, length });
    const notes = pieces.flatMap((piece) =>
      piece.originals.map((original) => ({ ...piece, original, clock: to.clock + piece.offset })),
    );
    const map = marker === null ? null : markerMap(marker);
    const key = copiesKey(to.client);
    const noted = map === null ? null : writeNotes([...readNotes(map.get(key)), ...notes]);
    if (marker !== null && map !== null && noted !== null) {
      map.set(key, noted);
      return this.add(marker);
    }
    return notes.flatMap((note) => this.#put(copyOf(to.client, note)));
  }

  /**
   * What text that is written anew is a copy of, for others to know, in pieces with consecutive ids, and as how often moved each
   * has to count: it outranks what it was, and what has been deleted, since one of those may be what it stands for.
   */
  piecesOf({ from, length }: Omit<Rewritten, "to">): Piece[] {
    const pieces: Piece[] = [];
    for (let offset = 0; offset < length; ) {
      const start = { client: from.client, clock: from.clock + offset };
      const size = sizeOfFirst(start, length - offset, this.#byCopy.overlapping(start, length - offset));
      const sources = this.#byCopy.overlapping(start, 1);
      const originals = sources.map(({ original, copy }) => ({
        client: original.client,
        clock: original.clock + start.clock - copy.clock,
      }));
      // It is itself the original for those who do not know that it is a copy.
      if (sources.length === 0 || sources.some(({ isNoted }) => isNoted)) originals.unshift(start);
      const gone = originals
        .flatMap((original) => this.#byOriginal.overlapping(original, size))
        .filter(({ copy }) => this.#isGone(copy));
      const moves = [...sources, ...gone].reduce((most, { rank }) => Math.max(most, rank.moves), -1);
      pieces.push({ originals, offset, length: size, moves: moves + 1 });
      offset += size;
    }
    return pieces;
  }

  #put(copy: Copy): Double[] {
    if (this.#size >= MAX_COPIES) return [];
    const others = this.#byOriginal.overlapping(copy.original, copy.length);
    const same = this.#byCopy.overlapping(copy.copy, copy.length);
    if (Math.max(others.length, same.length) >= MAX_COPIES_OF_ONE) return [];
    const doubles = others
      .map((other) => doubleOf(copy, other))
      // Of one copy it may be said twice: undo brings back marks with all that they said.
      .filter(({ stays, goes }) => stays.client !== goes.client || stays.clock !== goes.clock);
    this.#byOriginal.put(copy);
    this.#byCopy.put(copy);
    this.#size++;
    return doubles;
  }
}

/** Copies by where something of them begins. */
class Ranges {
  readonly #startOf: (copy: Copy) => Id;
  readonly #byClient = new Map<number, { readonly sorted: Copy[]; longest: number }>();

  constructor(startOf: (copy: Copy) => Id) {
    this.#startOf = startOf;
  }

  put(copy: Copy): void {
    const { client, clock } = this.#startOf(copy);
    const known = this.#byClient.get(client) ?? { sorted: [], longest: 0 };
    this.#byClient.set(client, known);
    known.sorted.splice(this.#firstFrom(known.sorted, clock + 1), 0, copy);
    known.longest = Math.max(known.longest, copy.length);
  }

  overlapping({ client, clock }: Id, length: number): Copy[] {
    const known = this.#byClient.get(client);
    if (known === undefined) return [];
    const found: Copy[] = [];
    for (let i = this.#firstFrom(known.sorted, clock - known.longest + 1); i < known.sorted.length; i++) {
      const copy = known.sorted[i] as Copy;
      const start = this.#startOf(copy).clock;
      if (start >= clock + length) break;
      if (start + copy.length > clock) found.push(copy);
    }
    return found;
  }

  #firstFrom(sorted: readonly Copy[], clock: number): number {
    let [low, high] = [0, sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#startOf(sorted[middle] as Copy).clock < clock) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** What a moved block's marker says. */
function copiesOf(marker: Y.Item, value: unknown): Copy[] {
  const rank = rankOf(marker);
  return (CopyOrigins.read(marker.id, value)?.ranges ?? []).map(({ client, clock, at, length }) => {
    const copy = { client: marker.id.client, clock: marker.id.clock + at };
    return { rank, original: { client, clock }, copy, length, isNoted: false };
  });
}

/** What somebody has noted in a marker. */
function notedBy(client: number, value: unknown): Copy[] {
  return readNotes(value).map((note) => copyOf(client, note));
}

function copyOf(client: number, { original, clock, length, moves }: CopyNote): Copy {
  const copy = { client, clock };
  return { rank: { ...copy, moves }, original, copy, length, isNoted: true };
}

/** How far it goes from `start` until a copy begins or ends. */
function sizeOfFirst({ clock }: Id, length: number, copies: readonly Copy[]): number {
  let first = length;
  for (const { copy, length: size } of copies)
    for (const border of [copy.clock - clock, copy.clock + size - clock])
      if (border > 0 && border < first) first = border;
  return first;
}

/** What two copies that overlap both hold. */
function doubleOf(a: Copy, b: Copy): Double {
  const start = Math.max(a.original.clock, b.original.clock);
  const end = Math.min(a.original.clock + a.length, b.original.clock + b.length);
  const [stays, goes] = outranks(a.rank, b.rank) ? [a, b] : [b, a];
  const at = ({ copy, original }: Copy): Id => ({
    client: copy.client,
    clock: copy.clock + start - original.clock,
  });
  return { stays: at(stays), goes: at(goes), length: end - start };
}

/** To be called while the marker stands, or in the transaction that deletes it. */
export function rankOf(marker: Y.Item): Rank {
  return { ...marker.id, moves: movesOf(marker) };
}

/** Which of two stays: the one that was moved more often, and of equal ones the one with the lower Yjs id. */
export function outranks(a: Rank, b: Rank): boolean {
  if (a.moves !== b.moves) return a.moves > b.moves;
  return a.client < b.client || (a.client === b.client && a.clock < b.clock);
}
