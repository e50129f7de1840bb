import type { Attributes, Segment } from "@motet/model";
import * as Y from "yjs";
import { changedProps } from "./codecs.js";
import type { Copies } from "./copies.js";
import { markCopies } from "./mark-copies.js";
import type { MirrorBlock } from "./mirror.js";
import { changesProps, type GapPlan, type NewToken, type OldToken, oldId, textOfTokens } from "./plan-gap.js";
import { attributeChanges, lookOf } from "./text-format.js";
import { markerContent, setMarker } from "./write-marker.js";
import { type Inserted, segmentsAfter } from "./written-segments.js";
import {
  type Cursor,
  cursorAfter,
  deleteRange,
  formatRange,
  insertContent,
  restoreAttributes,
  skipMatchingFormats,
  skipToMarker,
  skipUnseen,
  writeLook,
} from "./yjs-edit.js";

/** What was written. */
export interface WrittenGap {
  /** The marker of each draft. */
  readonly markers: readonly (Y.Item | null)[];
  /** Those of blocks that moved. */
  readonly copies: readonly Y.Item[];
  /** The text of each draft by the ids that Lexical knows about: without what peers wrote in between, unseen yet. */
  segments(): readonly (readonly Segment[])[];
}

/** Writes a plan into Yjs, inside of a transaction. Everything is addressed by id; nothing is counted. */
export function writeGap(
  transaction: Y.Transaction,
  body: Y.Text,
  plan: GapPlan,
  right: MirrorBlock | null,
  attributesAt: (left: Y.Item | null) => Attributes,
  known: Copies,
): WrittenGap {
  return new GapWriter(transaction, body, plan, right, attributesAt, known).write();
}

class GapWriter {
  readonly #transaction: Y.Transaction;
  readonly #body: Y.Text;
  readonly #plan: GapPlan;
  readonly #right: MirrorBlock | null;
  readonly #attributesAt: (left: Y.Item | null) => Attributes;
  readonly #known: Copies;
  readonly #markers: (Y.Item | null)[];
  /** What was inserted, by the new token that it begins with. */
  readonly #inserted = new Map<number, Inserted>();

  constructor(
    transaction: Y.Transaction,
    body: Y.Text,
    plan: GapPlan,
    right: MirrorBlock | null,
    attributesAt: (left: Y.Item | null) => Attributes,
    known: Copies,
  ) {
    this.#transaction = transaction;
    this.#body = body;
    this.#plan = plan;
    this.#right = right;
    this.#attributesAt = attributesAt;
    this.#known = known;
    this.#markers = plan.drafts.map(() => null);
  }

  write(): WrittenGap {
    const plan = this.#plan;
    let newAt = 0;
    let oldAt = 0;
    for (const hunk of plan.hunks) {
      this.#keepMarkers(oldAt, hunk.oldStart, newAt);
      if (hunk.newEnd > hunk.newStart) this.#insert(hunk.oldStart, hunk.newStart, hunk.newEnd);
      this.#delete(hunk.oldStart, hunk.oldEnd);
      oldAt = hunk.oldEnd;
      newAt = hunk.newEnd;
    }
    this.#keepMarkers(oldAt, plan.oldTokens.length, newAt);
    this.#format();
    this.#setProps();
    const copies = markCopies(plan, this.#markers, this.#inserted, this.#known);
    return { markers: this.#markers, copies, segments: () => segmentsAfter(plan, this.#inserted) };
  }

  #keepMarkers(oldStart: number, oldEnd: number, newStart: number): void {
    for (let i = oldStart, j = newStart; i < oldEnd; i++, j++) {
      const { segment, block } = this.#plan.oldTokens[i] as OldToken;
      if (segment === null) this.#markers[(this.#plan.newTokens[j] as NewToken).draft] = block.live.marker;
    }
  }

  #cursorBefore(oldStart: number): Cursor {
    const previous = this.#plan.oldTokens[oldStart - 1];
    if (previous !== undefined) {
      const { client, clock } = oldId(previous);
      const last = { client, clock: clock + previous.length - 1 };
      return cursorAfter(this.#transaction, this.#body, last, this.#attributesAt);
    }
    // The gap begins here: stand directly before the marker that follows.
    const first = this.#plan.oldTokens[0];
    const marker =
      first === undefined
        ? (this.#right?.live.marker ?? null)
        : first.segment === null
          ? first.block.live.marker
          : null;
    if (marker !== null) {
      return { left: marker.left, right: marker, attributes: this.#attributesAt(marker.left) };
    }
    const { left } = this.#plan.gap;
    const last = left?.live.segments.at(-1);
    const id =
      last !== undefined
        ? { client: last.client, clock: last.clock + last.length - 1 }
        : (left?.live.marker?.id ?? null);
    return cursorAfter(this.#transaction, this.#body, id, this.#attributesAt);
  }

  #insert(oldStart: number, newStart: number, newEnd: number): void {
    const transaction = this.#transaction;
    const body = this.#body;
    const cursor = this.#cursorBefore(oldStart);
    let base = cursor.attributes;
    for (let at = newStart; at < newEnd; ) {
      const { draft, piece } = this.#plan.newTokens[at] as NewToken;
      if (piece === null) {
        if (at === newStart) {
          const next = this.#markerAt(oldStart);
          if (next === undefined) skipUnseen(cursor, this.#deletedAt(oldStart));
          else skipToMarker(cursor, next);
          base = cursor.attributes;
        } else {
          restoreAttributes(transaction, body, cursor, base);
        }
        this.#markers[draft] = insertContent(transaction, body, cursor, markerContent(this.#plan, draft));
        at++;
        continue;
      }
      let end = at + 1;
      while (end < newEnd && this.#plan.newTokens[end]?.piece === piece && piece.embed === null) end++;
      const current = lookOf(cursor.attributes);
      const look = piece.look ?? {
        ...current,
        link: piece.link === undefined ? current.link : piece.link,
      };
      if (at === newStart) {
        skipMatchingFormats(cursor, look, this.#deletedAt(oldStart));
        base = cursor.attributes;
      }
      writeLook(transaction, body, cursor, look);
      const text = piece.embed === null ? textOfTokens(this.#plan.newValues, at, end) : null;
      const content =
        text === null ? new Y.ContentEmbed({ ...piece.embed?.value }) : new Y.ContentString(text);
      const item = insertContent(transaction, body, cursor, content);
      const { client, clock } = item.id;
      const { attributes } = cursor;
      const embed = piece.embed?.value ?? null;
      this.#inserted.set(at, {
        segment: { client, clock, length: item.length, text, embed, attributes },
        end,
      });
      at = end;
    }
    restoreAttributes(transaction, body, cursor, base);
  }

  /**
   * The marker that follows where a block ends at an old token (`undefined`: none ends there). What a peer appended
   * to that block, unseen yet, stays in front of a new one.
   */
  #markerAt(oldStart: number): Y.Item | null | undefined {
    const next = this.#plan.oldTokens[oldStart];
    if (next === undefined) return this.#right?.live.marker ?? null;
    return next.segment === null ? next.block.live.marker : undefined;
  }

  /** The next character, if a peer has deleted it and the author does not know yet. */
  #deletedAt(oldStart: number): Y.Item | null {
    const next = this.#plan.oldTokens[oldStart];
    if (next === undefined || next.segment === null) return next?.block.live.marker ?? null;
    const { client, clock } = oldId(next);
    const id = Y.createID(client, clock);
    if (!Y.getItem(this.#transaction.doc.store, id).deleted) return null;
    return Y.getItemCleanStart(this.#transaction, id);
  }

  #delete(oldStart: number, oldEnd: number): void {
    for (let at = oldStart; at < oldEnd; ) {
      const token = this.#plan.oldTokens[at] as OldToken;
      let length = token.length;
      let end = at + 1;
      for (; end < oldEnd && token.segment !== null; end++) {
        const next = this.#plan.oldTokens[end] as OldToken;
        if (next.segment !== token.segment) break;
        length += next.length;
      }
      deleteRange(this.#transaction, oldId(token), length);
      at = end;
    }
  }

  /** Neighbouring changes to the same value are written as one. */
  #format(): void {
    const { formats, oldTokens, hunks } = this.#plan;
    const inserted = new Set(hunks.map((hunk) => hunk.oldStart));
    const open = new Map<string, { first: number; last: number; value: true | string | null }>();
    const flush = (key: string): void => {
      const range = open.get(key);
      open.delete(key);
      if (range === undefined) return;
      const last = oldTokens[range.last] as OldToken;
      const { client, clock } = oldId(last);
      formatRange(
        this.#transaction,
        this.#body,
        oldId(oldTokens[range.first] as OldToken),
        { client, clock: clock + last.length - 1 },
        key,
        range.value,
        this.#attributesAt,
      );
    };
    for (const { first, last, from, to } of formats) {
      for (const [key, value] of attributeChanges(from, to)) {
        const range = open.get(key);
        const joins =
          range !== undefined &&
          range.value === value &&
          (range.last + 1 === first ||
            (range.last + 2 === first && oldTokens[range.last + 1]?.segment === null)) &&
          !inserted.has(first) &&
          !inserted.has(range.last + 1);
        if (joins) {
          range.last = last;
        } else {
          flush(key);
          open.set(key, { first, last, value });
        }
      }
    }
    for (const key of open.keys()) flush(key);
  }

  #setProps(): void {
    this.#plan.drafts.forEach((draft, index) => {
      const block = this.#plan.matches[index]?.block ?? null;
      const marker = this.#markers[index] ?? null;
      if (marker === null || block === null || block.live.marker === null) return;
      if (!changesProps(block, draft)) return;
      const { shown, live } = block;
      if (shown === null || live.type !== draft.type) {
        setMarker(marker, draft, shown?.read);
      } else {
        // Only what the author changed: the rest may read otherwise than it stands there, or have changed since.
        const props = Object.fromEntries(changedProps(shown.read, draft.props));
        setMarker(marker, { type: draft.type, props });
      }
    });
  }
}
