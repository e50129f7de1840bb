import * as Y from "yjs";
import type { Double, Rewritten } from "./copies.js";
import { deleteRange, type Id } from "./yjs-edit.js";

/** What every embed reads as. */
const EMBED = "\uFFFC";

/**
 * Deletes what another copy outranks, if that one stands and reads the same: undo may have taken it away without bringing back what
 * it was made of. Returns what is in the other copy, also of what a peer has taken back.
 */
export function takeBack(transaction: Y.Transaction, { stays, goes, length }: Double): Rewritten[] {
  const { store } = transaction.doc;
  const left: Rewritten[] = [];
  const known = (id: Id): number => Y.getState(store, id.client) - id.clock;
  const end = Math.min(length, known(stays), known(goes));
  for (let offset = 0; offset < end; ) {
    const from = { client: goes.client, clock: goes.clock + offset };
    const to = { client: stays.client, clock: stays.clock + offset };
    const [old, other] = [stretchAt(store, from), stretchAt(store, to)];
    const size = Math.min(old.length, other.length, end - offset);
    const isCopy = old.isGone || old.text?.slice(0, size) === other.text?.slice(0, size);
    if (other.text !== null && isCopy) {
      deleteRange(transaction, from, size);
      left.push({ from, to, length: size });
    }
    offset += size;
  }
  return left;
}

/** Whether a character is deleted, or not known. */
export function isGone(store: Y.Doc["store"], { client, clock }: Id): boolean {
  return clock >= Y.getState(store, client) || Y.getItem(store, Y.createID(client, clock)).deleted;
}

interface Stretch {
  readonly length: number;
  /** `null`: deleted, or no text. */
  readonly text: string | null;
  readonly isGone: boolean;
}

/** What stands from a character to the end of its item. */
function stretchAt(store: Y.Doc["store"], { client, clock }: Id): Stretch {
  const item: Y.Item | Y.GC = Y.getItem(store, Y.createID(client, clock));
  const from = clock - item.id.clock;
  const length = item.length - from;
  if (!(item instanceof Y.Item) || item.deleted) return { length, text: null, isGone: true };
  const { content } = item;
  if (item.parentSub !== null) return { length, text: null, isGone: false };
  if (content instanceof Y.ContentString) return { length, text: content.str.slice(from), isGone: false };
  return { length, text: content instanceof Y.ContentEmbed ? EMBED : null, isGone: false };
}
