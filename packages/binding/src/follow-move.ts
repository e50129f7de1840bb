import { type Attributes, NO_ATTRIBUTES, readLiveBlock, type Segment } from "@motet/model";
import * as Y from "yjs";
import type { Anchor } from "./anchors.js";
import { diffTokens, type Hunk } from "./diff-tokens.js";
import type { MirrorBlock } from "./mirror.js";
import { lookOf } from "./text-format.js";
import {
  cursorAfter,
  deleteRange,
  type Id,
  insertContent,
  restoreAttributes,
  writeLook,
} from "./yjs-edit.js";

/** One character (or an embed) of a block. */
interface Unit extends Id {
  /** In Yjs's clock units: UTF-16 units. */
  readonly length: number;
  readonly value: number;
}

/** Text of this client that was written anew elsewhere. */
export interface Carried {
  readonly from: Id;
  readonly to: Id;
  /** In Yjs's clock units. */
  readonly length: number;
}

export interface FollowedMove {
  readonly carried: readonly Carried[];
  /** Where a place in the old block is now. */
  readonly follow: (anchor: Anchor) => Anchor;
}

/** Own text that stands where the block was. */
interface Stray {
  readonly segment: Segment;
  readonly offset: number;
  readonly length: number;
  /** How many characters of the block that are gone stood before it. */
  readonly place: number;
}

interface OldText {
  /** What the copy has too. */
  readonly gone: readonly Unit[];
  readonly strays: readonly Stray[];
}

const EMBED = -1;

/**
 * Takes this client's own text from where a block was to the same place in its copy. `block` is as it was shown before.
 * A marker that is not deleted yet is taken back, with what this client wrote behind it: whatever the copy has too is
 * deleted, and the rest goes there.
 */
export function followMove(
  transaction: Y.Transaction,
  body: Y.Text,
  block: MirrorBlock,
  marker: Y.Item,
  attributesAt: (left: Y.Item | null) => Attributes,
): FollowedMove {
  const old = block.live.marker;
  const copy = readLiveBlock(body, marker, NO_ATTRIBUTES).segments.flatMap((segment) => unitsOf(segment));
  const { gone, strays } =
    old !== null && !old.deleted
      ? readTakenBack(transaction, block.live.segments, copy)
      : readMoved(transaction.doc, block.live.segments);
  if (old !== null && !old.deleted) old.delete(transaction);
  const hunks = diffUnits(gone, copy);
  const before = (place: number): Id => {
    const unit = copy[placeAfter(hunks, place) - 1];
    return unit === undefined ? marker.id : { client: unit.client, clock: unit.clock + unit.length - 1 };
  };
  const carried: Carried[] = [];
  let last: { place: number; id: Id } | null = null;
  for (const { segment, offset, length, place } of strays) {
    const after = last?.place === place ? last.id : before(place);
    const cursor = cursorAfter(transaction, body, after, attributesAt);
    const base = cursor.attributes;
    writeLook(transaction, body, cursor, lookOf(segment.attributes));
    const content =
      segment.text === null
        ? new Y.ContentEmbed({ ...segment.embed })
        : new Y.ContentString(segment.text.slice(offset, offset + length));
    const item = insertContent(transaction, body, cursor, content);
    restoreAttributes(transaction, body, cursor, base);
    const from = { client: segment.client, clock: segment.clock + offset };
    deleteRange(transaction, from, length);
    carried.push({ from, to: item.id, length });
    last = { place, id: item.lastId };
  }
  const follow = (anchor: Anchor): Anchor => {
    if (anchor === null) return anchor;
    const own = carried.find(({ from, length }) => holds(from, length, anchor));
    if (own !== undefined) {
      return { client: own.to.client, clock: own.to.clock + anchor.clock - own.from.clock };
    }
    if (old !== null && isSame(old.id, anchor)) return marker.id;
    const place = gone.findIndex((unit) => holds(unit, unit.length, anchor));
    return place < 0 ? anchor : before(place + 1);
  };
  return { carried, follow };
}

/** What of the block is gone, and what of this client's own is not: the mover did not know it. */
function readMoved(ydoc: Y.Doc, segments: readonly Segment[]): OldText {
  const gone: Unit[] = [];
  const strays: Stray[] = [];
  for (const segment of segments) {
    for (const piece of piecesOf(ydoc, segment)) {
      if (piece.isDeleted) gone.push(...unitsOf(segment, piece));
      else if (segment.client === ydoc.clientID) strays.push({ segment, ...piece, place: gone.length });
    }
  }
  return { gone, strays };
}

/** Deletes this client's own text that the copy has too. What the copy lacks was not known there. */
function readTakenBack(
  transaction: Y.Transaction,
  segments: readonly Segment[],
  copy: readonly Unit[],
): OldText {
  const { doc } = transaction;
  const own: { unit: Unit; segment: Segment }[] = [];
  for (const segment of segments) {
    if (segment.client !== doc.clientID) continue;
    for (const piece of piecesOf(doc, segment)) {
      if (piece.isDeleted) continue;
      for (const unit of unitsOf(segment, piece)) own.push({ unit, segment });
    }
  }
  const gone: Unit[] = [];
  const strays: Stray[] = [];
  const hunks = diffUnits(
    own.map(({ unit }) => unit),
    copy,
  );
  let at = 0;
  for (const { oldStart, oldEnd } of [...hunks, { oldStart: own.length, oldEnd: own.length }]) {
    for (const { unit } of own.slice(at, oldStart)) gone.push(unit);
    for (const { unit, segment } of own.slice(oldStart, oldEnd)) {
      const { length } = unit;
      strays.push({ segment, offset: unit.clock - segment.clock, length, place: gone.length });
    }
    at = oldEnd;
  }
  for (const unit of gone) deleteRange(transaction, unit, unit.length);
  return { gone, strays };
}

/** A segment cut where Yjs has deleted a part of it. */
function piecesOf(
  ydoc: Y.Doc,
  { client, clock, length }: Segment,
): { offset: number; length: number; isDeleted: boolean }[] {
  const pieces: { offset: number; length: number; isDeleted: boolean }[] = [];
  for (let offset = 0; offset < length; ) {
    const item = Y.getItem(ydoc.store, Y.createID(client, clock + offset));
    const end = Math.min(length, item.id.clock + item.length - clock);
    pieces.push({ offset, length: end - offset, isDeleted: item.deleted });
    offset = end;
  }
  return pieces;
}

function diffUnits(before: readonly Unit[], after: readonly Unit[]): Hunk[] {
  const values = (units: readonly Unit[]): number[] => units.map(({ value }) => value);
  return diffTokens(values(before), values(after), null, () => false);
}

function unitsOf(
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

/** Where the place after `place` old units is among the new ones. */
function placeAfter(hunks: readonly Hunk[], place: number): number {
  let shift = 0;
  for (const { oldStart, oldEnd, newEnd } of hunks) {
    if (place <= oldStart) break;
    if (place <= oldEnd) return newEnd;
    shift = newEnd - oldEnd;
  }
  return place + shift;
}

function holds(start: Id, length: number, id: Id): boolean {
  return id.client === start.client && id.clock >= start.clock && id.clock < start.clock + length;
}

function isSame(a: Id, b: Id): boolean {
  return a.client === b.client && a.clock === b.clock;
}
