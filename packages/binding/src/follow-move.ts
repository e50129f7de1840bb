import {
  type Attributes,
  COPY_OF,
  markerMap,
  NO_ATTRIBUTES,
  readLiveBlock,
  type Segment,
} from "@motet/model";
import * as Y from "yjs";
import type { Anchor } from "./anchors.js";
import type { Rewritten } from "./copies.js";
import { CopyOrigins } from "./copy-origins.js";
import type { MirrorBlock } from "./mirror.js";
import { lookOf } from "./text-format.js";
import { alignByText, type Unit, unitsOf } from "./text-units.js";
import {
  cursorAfter,
  deleteRange,
  type Id,
  insertContent,
  restoreAttributes,
  writeLook,
} from "./yjs-edit.js";

export interface FollowedMove {
  readonly carried: readonly Rewritten[];
  /** Where a place in the old block is now. */
  readonly follow: (anchor: Anchor) => Anchor;
}

export interface MoveOptions {
  readonly body: Y.Text;
  /** As it was shown before. */
  readonly block: MirrorBlock;
  /** What the old block's text was a copy of. */
  readonly origins: CopyOrigins | null;
  /** The marker of the block where it stands now. */
  readonly marker: Y.Item;
  readonly attributesAt: (left: Y.Item | null) => Attributes;
}

/** A character of the old block. */
interface OldUnit extends Unit {
  readonly segment: Segment;
  readonly isDeleted: boolean;
}

/**
 * Takes this client's own text from where a block was to the same place in its copy. A marker that is not deleted yet is
 * taken back, with what this client wrote behind it: whatever the copy has too is deleted, and the rest goes there.
 */
export function followMove(transaction: Y.Transaction, options: MoveOptions): FollowedMove {
  const { clientID } = transaction.doc;
  const { block, marker } = options;
  const old = block.live.marker;
  const isTakenBack = old !== null && !old.deleted;
  const units = oldUnits(transaction.doc, block.live.segments).filter(
    ({ client, isDeleted }) => client === clientID || isDeleted,
  );
  // A marker that came between the old one and its text has that text already.
  const isThere = holderOf(options.body, marker);
  // What the mover knew is deleted. In a block that is taken back anything may stand in the other copy too.
  const copies = copiesOf(
    transaction.doc,
    units.filter((unit) => (isTakenBack || unit.isDeleted) && !isThere(unit)),
    options,
  );
  const carried: Rewritten[] = [];
  const places: { readonly unit: Unit; readonly at: Id }[] = [];
  let after: Id = marker.id;
  for (const run of runsOf(units, (unit) => copies.has(unit) || unit.isDeleted || isThere(unit))) {
    const [first] = run as [OldUnit];
    if (isThere(first)) {
      after = endOf(first);
    } else if (copies.has(first) || first.isDeleted) {
      after = copies.get(first) ?? after;
      if (isTakenBack) deleteRange(transaction, first, first.length);
    } else {
      const entry = carry(transaction, run, after, options);
      carried.push(entry);
      after = { client: entry.to.client, clock: entry.to.clock + entry.length - 1 };
    }
    places.push({ unit: first, at: after });
  }
  if (isTakenBack) old.delete(transaction);
  const follow = (anchor: Anchor): Anchor => {
    if (anchor === null) return anchor;
    const own = carried.find(({ from, length }) => holds(from, length, anchor));
    if (own !== undefined) {
      return { client: own.to.client, clock: own.to.clock + anchor.clock - own.from.clock };
    }
    if (old !== null && holds(old.id, 1, anchor)) return marker.id;
    return places.find(({ unit }) => holds(unit, unit.length, anchor))?.at ?? anchor;
  };
  return { carried, follow };
}

function oldUnits(ydoc: Y.Doc, segments: readonly Segment[]): OldUnit[] {
  const units: OldUnit[] = [];
  for (const segment of segments) {
    const { client, clock, length } = segment;
    for (let offset = 0; offset < length; ) {
      const item = Y.getItem(ydoc.store, Y.createID(client, clock + offset));
      const end = Math.min(length, item.id.clock + item.length - clock);
      for (const unit of unitsOf(segment, { offset, length: end - offset })) {
        units.push({ ...unit, segment, isDeleted: item.deleted });
      }
      offset = end;
    }
  }
  return units;
}

/** Whether a character stands in the block of a marker, not as a copy. */
function holderOf(body: Y.Text, marker: Y.Item): (id: Id) => boolean {
  const set = Y.createDeleteSet();
  for (const { client, clock, length } of readLiveBlock(body, marker, NO_ATTRIBUTES).segments) {
    const ranges = set.clients.get(client) ?? [];
    ranges.push({ clock, len: length });
    set.clients.set(client, ranges);
  }
  const sorted = Y.mergeDeleteSets([set]);
  return ({ client, clock }) => Y.isDeleted(sorted, Y.createID(client, clock));
}

/** Units that are done with one by one, and stretches of the others, each of one segment. */
function* runsOf(units: readonly OldUnit[], isSingle: (unit: OldUnit) => boolean): Generator<OldUnit[]> {
  let run: OldUnit[] = [];
  for (const unit of units) {
    const last = run.at(-1);
    const joins =
      last !== undefined &&
      !isSingle(unit) &&
      last.segment === unit.segment &&
      last.clock + last.length === unit.clock;
    if (!joins && run.length > 0) {
      yield run;
      run = [];
    }
    if (isSingle(unit)) yield [unit];
    else run.push(unit);
  }
  if (run.length > 0) yield run;
}

/** Writes a stretch of own text behind `after`, and deletes it where it was. */
function carry(
  transaction: Y.Transaction,
  run: readonly OldUnit[],
  after: Id,
  { body, attributesAt }: MoveOptions,
): Rewritten {
  const [{ segment, client, clock }] = run as [OldUnit];
  const length = run.reduce((sum, unit) => sum + unit.length, 0);
  const cursor = cursorAfter(transaction, body, after, attributesAt);
  const base = cursor.attributes;
  writeLook(transaction, body, cursor, lookOf(segment.attributes));
  const offset = clock - segment.clock;
  const content =
    segment.text === null
      ? new Y.ContentEmbed({ ...segment.embed })
      : new Y.ContentString(segment.text.slice(offset, offset + length));
  const item = insertContent(transaction, body, cursor, content);
  restoreAttributes(transaction, body, cursor, base);
  deleteRange(transaction, { client, clock }, length);
  return { from: { client, clock }, to: item.id, length };
}

/** Where the copies of characters end, of those that are in the copy: by what its marker says, or else by the text. */
function copiesOf(
  ydoc: Y.Doc,
  units: readonly OldUnit[],
  { body, block, origins, marker }: MoveOptions,
): Map<OldUnit, Id> {
  const copies = new Map<OldUnit, Id>();
  const copied = CopyOrigins.read(marker.id, markerMap(marker)?.get(COPY_OF));
  const isKnown = copied !== null && (block.live.marker?.deleted !== false || origins !== null);
  if (!isKnown) {
    const text = readLiveBlock(body, marker, NO_ATTRIBUTES).segments.flatMap((segment) => unitsOf(segment));
    alignByText(units, text).forEach((copy, index) => {
      if (copy !== null) copies.set(units[index] as OldUnit, endOf(copy));
    });
    return copies;
  }
  for (const unit of units) {
    const copy = copied.copyOf(origins?.originalOf(unit) ?? unit);
    const end = copy && endOf({ ...copy, length: unit.length });
    if (end !== null && standsIn(ydoc, body, end)) copies.set(unit, end);
  }
  return copies;
}

/** Whether there is something to stand behind, if only where it was. A marker may say anything. */
function standsIn(ydoc: Y.Doc, body: Y.Text, { client, clock }: Id): boolean {
  if (Y.getState(ydoc.store, client) <= clock) return false;
  const item: unknown = Y.getItem(ydoc.store, Y.createID(client, clock));
  return item instanceof Y.Item && item.parent === body && item.parentSub === null;
}

function endOf({ client, clock, length }: Id & { readonly length: number }): Id {
  return { client, clock: clock + length - 1 };
}

function holds(start: Id, length: number, id: Id): boolean {
  return id.client === start.client && id.clock >= start.clock && id.clock < start.clock + length;
}
