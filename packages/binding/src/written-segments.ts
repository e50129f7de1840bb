import type { Attributes, Json, Segment } from "@motet/model";
import type { Piece } from "./draft-block.js";
import type { GapPlan, NewToken, OldToken } from "./plan-gap.js";
import { attributeChanges, type Look, lookOf } from "./text-format.js";

/** What was inserted from one new token to another. */
export interface Inserted {
  readonly segment: Segment;
  readonly end: number;
}

/**
 * The text of each draft once a plan has been written, by the ids that Lexical knows about: without what peers wrote in between, unseen yet.
 * `inserted`: by the new token that each begins with.
 */
export function segmentsAfter(
  { drafts, hunks, oldTokens, newTokens }: GapPlan,
  inserted: ReadonlyMap<number, Inserted>,
): Segment[][] {
  const segments: Segment[][] = drafts.map(() => []);
  const attributesFor = cachedAttributes();
  let oldAt = 0;
  let newAt = 0;
  const keep = (oldEnd: number): void => {
    for (; oldAt < oldEnd; oldAt++, newAt++) {
      const { segment, offset, length } = oldTokens[oldAt] as OldToken;
      const { draft, piece } = newTokens[newAt] as NewToken;
      if (segment === null) continue;
      pushSegment(segments[draft] as Segment[], {
        client: segment.client,
        clock: segment.clock + offset,
        length,
        text: segment.text === null ? null : segment.text.slice(offset, offset + length),
        embed: segment.embed,
        attributes: attributesFor(segment, piece),
      });
    }
  };
  for (const hunk of hunks) {
    keep(hunk.oldStart);
    for (newAt = hunk.newStart; newAt < hunk.newEnd; ) {
      const written = inserted.get(newAt);
      if (written !== undefined) {
        pushSegment(segments[(newTokens[newAt] as NewToken).draft] as Segment[], written.segment);
      }
      newAt = written?.end ?? newAt + 1;
    }
    oldAt = hunk.oldEnd;
  }
  keep(oldTokens.length);
  return segments;
}

/** Characters of one segment in one piece look alike: their attributes are one object, which joins them again. */
function cachedAttributes(): (segment: Segment, piece: Piece | null) => Attributes {
  let cached: { segment: Segment; piece: Piece | null; attributes: Attributes } | null = null;
  return (segment, piece) => {
    if (cached?.segment !== segment || cached.piece !== piece)
      cached = { segment, piece, attributes: attributesOf(segment, piece) };
    return cached.attributes;
  };
}

function attributesOf({ attributes }: Segment, piece: Piece | null): Attributes {
  if (piece === null) return attributes;
  const from = lookOf(attributes);
  const to: Look = piece.look ?? { ...from, link: piece.link === undefined ? from.link : piece.link };
  const changes = attributeChanges(from, to);
  if (changes.length === 0) return attributes;
  const changed: Record<string, Json> = Object.assign(Object.create(null), attributes);
  for (const [key, value] of changes) {
    if (value === null) delete changed[key];
    else changed[key] = value;
  }
  return changed;
}

function pushSegment(segments: Segment[], segment: Segment): void {
  const last = segments.at(-1);
  if (
    last !== undefined &&
    last.text !== null &&
    segment.text !== null &&
    last.attributes === segment.attributes &&
    last.client === segment.client &&
    last.clock + last.length === segment.clock
  ) {
    const length = last.length + segment.length;
    segments[segments.length - 1] = { ...last, length, text: last.text + segment.text };
  } else {
    segments.push(segment);
  }
}
