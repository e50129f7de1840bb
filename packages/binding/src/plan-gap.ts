import { propOf, type Segment, TABLE } from "@motet/model";
import { $getEditor, type NodeKey } from "lexical";
import type { Gap } from "./changed-gaps.js";
import { changedProps, equalJson } from "./codecs.js";
import { diffTokens, type Hunk } from "./diff-tokens.js";
import { $readDraft, type DraftBlock, type Piece, type TableIdOf } from "./draft-block.js";
import { withoutSign } from "./input-method-sign.js";
import { $matchBlocks, type Match, matchFromElsewhere } from "./match-blocks.js";
import type { MirrorBlock } from "./mirror.js";
import type { Place } from "./points.js";
import { type Look, lookOf } from "./text-format.js";
import type { Id } from "./yjs-edit.js";

/** What stands at one token of Yjs: a marker, or a character (or embed) of a segment. */
export interface OldToken {
  readonly block: MirrorBlock;
  readonly segment: Segment | null;
  /** In the segment, in UTF-16 units. */
  readonly offset: number;
  readonly length: number;
}

/** What stands at one token of Lexical: the beginning of a block, or a character (or embed) of a piece. */
export interface NewToken {
  readonly draft: number;
  readonly piece: Piece | null;
}

/** Everything that has to be done in Yjs so that a gap reads as it stands in Lexical. */
export interface GapPlan {
  readonly gap: Gap;
  readonly drafts: readonly DraftBlock[];
  /** For each draft the block that it is, if it was there before. */
  readonly matches: readonly Match[];
  readonly oldTokens: readonly OldToken[];
  readonly newTokens: readonly NewToken[];
  readonly newValues: readonly number[];
  readonly hunks: readonly Hunk[];
  readonly formats: readonly FormatChange[];
}

export interface FormatChange {
  readonly first: number;
  readonly last: number;
  readonly from: Look;
  readonly to: Look;
}

/** Marker tokens count down from here, embeds from further below. */
const FIRST_MARKER = -2;
const FIRST_EMBED = -1_000_000_000;

/** The paragraph that is left where a person has removed every block. */
const LAST_PARAGRAPH: DraftBlock = {
  key: "",
  childKeys: [],
  type: "paragraph",
  placeholderOf: null,
  props: {},
  hasCodec: false,
  pieces: [],
  foreign: true,
};

/** Added to the characters of a moved block: they are written anew, and equal none that were there before … */
const MOVED = 0x200000;
/** … as those at its old place equal none that are there now. */
const LEFT_BEHIND = 2 * MOVED;

/**
 * A table's second marker, which two people who move a table at once leave for a moment, is no block to make something
 * else of: it may be the one that stays.
 */
function keepTable(draft: DraftBlock, block: MirrorBlock | null): DraftBlock {
  if (block === null || block.live.type !== TABLE || block.table !== null) return draft;
  if (draft.type === null || draft.type === TABLE) return draft;
  return { ...draft, type: null, placeholderOf: TABLE, props: {}, foreign: true };
}

/**
 * To be called while reading the new Lexical state. `caret` is where the author stands; `isElsewhere` says of blocks that
 * were in the gap whether they are in another one now. `fromElsewhere` knows the blocks that left another flow; `nameOf` what
 * text without marker is called when it moves.
 */
export function $planGap(
  gap: Gap,
  isWholeFlow: boolean,
  caret: Place | null,
  blockOf: (key: NodeKey) => MirrorBlock | undefined,
  tableIdOf: TableIdOf,
  isElsewhere: (block: MirrorBlock) => boolean,
  fromElsewhere: (key: NodeKey) => MirrorBlock | null,
  nameOf: (block: MirrorBlock) => string,
): GapPlan {
  const isEmptied = isWholeFlow && gap.after.length === 0;
  const composed = $getEditor()._compositionKey;
  const read = isEmptied
    ? [LAST_PARAGRAPH]
    : gap.after.map((node) => withoutSign($readDraft(node, tableIdOf), gap.before, composed));
  const matches = isEmptied
    ? [{ block: gap.before[0] ?? null, carried: null }]
    : $matchBlocks(gap.before, read, blockOf, nameOf);
  read.forEach((draft, index) => {
    const come = matches[index]?.block === null ? fromElsewhere(draft.key) : null;
    const match = come === null || changesProps(come, draft) ? null : matchFromElsewhere(come, nameOf);
    if (match !== null) matches[index] = match;
  });
  const drafts = read.map((draft, index) => keepTable(draft, matches[index]?.block ?? null));
  const moved = new Set(matches.flatMap(({ block, carried }) => (carried === null ? [] : [block])));
  for (const block of gap.before) if (isElsewhere(block)) moved.add(block);
  const embeds = new Map<string, number>();
  const markers = new Map<MirrorBlock, number>();
  let nextMarker = FIRST_MARKER;

  const oldValues: number[] = [];
  const oldTokens: OldToken[] = [];
  for (const block of gap.before) {
    if (block.live.marker !== null) {
      markers.set(block, nextMarker);
      oldValues.push(nextMarker--);
      oldTokens.push({ block, segment: null, offset: 0, length: 1 });
    }
    for (const segment of block.live.segments) {
      if (segment.text === null) {
        oldValues.push(embedValue(embeds, `${segment.client}-${segment.clock}`));
        oldTokens.push({ block, segment, offset: 0, length: segment.length });
        continue;
      }
      for (let offset = 0; offset < segment.text.length; ) {
        const value = segment.text.codePointAt(offset) as number;
        const length = value > 0xffff ? 2 : 1;
        oldValues.push(moved.has(block) ? value + LEFT_BEHIND : value);
        oldTokens.push({ block, segment, offset, length });
        offset += length;
      }
    }
  }

  const shared = new Set<number>();
  const newValues: number[] = [];
  const newTokens: NewToken[] = [];
  let caretToken: number | null = null;
  drafts.forEach((draft, index) => {
    const { block, carried } = matches[index] as Match;
    const isMoved = carried !== null;
    if (isMoved || !standsWithoutMarker(gap, block, index, draft, isWholeFlow)) {
      const marker = block === null || isMoved ? undefined : markers.get(block);
      if (marker !== undefined) shared.add(marker);
      newValues.push(marker ?? nextMarker--);
      newTokens.push({ draft: index, piece: null });
    }
    let units = caret !== null && caret.key === draft.key ? caret.offset : -1;
    if (units === 0) caretToken = newValues.length;
    for (const piece of draft.pieces) {
      const token: NewToken = { draft: index, piece };
      if (piece.embed !== null) {
        const origin = isMoved ? "" : piece.embed.origin;
        newValues.push(embedValue(embeds, origin || `new-${piece.key}`));
        newTokens.push(token);
        if (--units === 0) caretToken = newValues.length;
        continue;
      }
      for (let offset = 0; offset < piece.text.length; ) {
        const value = piece.text.codePointAt(offset) as number;
        const length = value > 0xffff ? 2 : 1;
        // Half of a surrogate pair does not survive the wire.
        const written = value >= 0xd800 && value <= 0xdfff ? 0xfffd : value;
        newValues.push(isMoved ? written + MOVED : written);
        newTokens.push(token);
        offset += length;
        units -= length;
        if (units === 0) caretToken = newValues.length;
      }
    }
  });

  const hunks = diffTokens(oldValues, newValues, caretToken, (token) => shared.has(token));
  const formats = formatChanges(oldTokens, newTokens, hunks);
  return { gap, drafts, matches, oldTokens, newTokens, newValues, hunks, formats };
}

export function isIdle(plan: GapPlan): boolean {
  return (
    plan.hunks.length === 0 &&
    plan.formats.length === 0 &&
    plan.drafts.every((draft, index) => !changesProps(plan.matches[index]?.block ?? null, draft)) &&
    plan.gap.before.length === plan.drafts.length
  );
}

/** Whether the marker's type or a property that Lexical decides differs. */
export function changesProps(
  block: Pick<MirrorBlock, "live" | "shown"> | null,
  { type, props }: DraftBlock,
): boolean {
  if (block === null) return true;
  if (type === null) return false;
  const { live, shown } = block;
  if (live.type !== type) return true;
  if (shown !== null) return changedProps(shown.read, props).length > 0;
  return Object.entries(props).some(([key, value]) => !equalJson(propOf(live, key) ?? null, value));
}

/**
 * Only a plain paragraph at the very beginning can be text before the first marker; an empty one only where it is
 * the whole document.
 */
function standsWithoutMarker(
  gap: Gap,
  block: MirrorBlock | null,
  index: number,
  draft: DraftBlock,
  isWholeFlow: boolean,
): boolean {
  if (gap.left !== null || index !== 0 || block === null || block.live.marker !== null) return false;
  if (changesProps(block, draft)) return false;
  const isAlone = isWholeFlow && gap.after.length <= 1;
  return isAlone || draft.pieces.some((piece) => piece.embed !== null || piece.text !== "");
}

/** The characters of new tokens, as they are to be written. */
export function textOfTokens(values: readonly number[], start: number, end: number): string {
  let text = "";
  for (let at = start; at < end; at += 4096) {
    const codePoints = values.slice(at, Math.min(end, at + 4096)).map((value) => value & (MOVED - 1));
    text += String.fromCodePoint(...codePoints);
  }
  return text;
}

export function oldId(token: OldToken): Id {
  if (token.segment === null) return (token.block.live.marker as { id: Id }).id;
  return { client: token.segment.client, clock: token.segment.clock + token.offset };
}

function embedValue(embeds: Map<string, number>, identity: string): number {
  let value = embeds.get(identity);
  if (value === undefined) {
    value = FIRST_EMBED - embeds.size;
    embeds.set(identity, value);
  }
  return value;
}

/** Where characters that stayed look different now. */
function formatChanges(
  oldTokens: readonly OldToken[],
  newTokens: readonly NewToken[],
  hunks: readonly Hunk[],
): FormatChange[] {
  const changes: FormatChange[] = [];
  const looks = new Map<Segment, Look>();
  let oldAt = 0;
  let newAt = 0;
  const compare = (oldEnd: number): void => {
    let open: { first: number; from: Look; to: Look; segment: Segment; piece: Piece } | null = null;
    const close = (): void => {
      if (open !== null) changes.push({ first: open.first, last: oldAt - 1, from: open.from, to: open.to });
      open = null;
    };
    for (; oldAt < oldEnd; oldAt++, newAt++) {
      const { segment } = oldTokens[oldAt] as OldToken;
      const { piece } = newTokens[newAt] as NewToken;
      if (open !== null && open.segment === segment && open.piece === piece) continue;
      if (segment === null || piece === null) {
        // Formats run across markers; a change is written per block.
        close();
        continue;
      }
      let from = looks.get(segment);
      if (from === undefined) {
        from = lookOf(segment.attributes);
        looks.set(segment, from);
      }
      const to: Look = piece.look ?? { ...from, link: piece.link === undefined ? from.link : piece.link };
      close();
      if (from.format !== to.format || from.style !== to.style || from.link !== to.link)
        open = { first: oldAt, from, to, segment, piece };
    }
    close();
  };
  for (const hunk of hunks) {
    compare(hunk.oldStart);
    oldAt = hunk.oldEnd;
    newAt = hunk.newEnd;
  }
  compare(oldTokens.length);
  return changes;
}
