import * as Y from "yjs";
import type { Double, Rewritten } from "./copies.js";
import { deleteRange, type Id } from "./yjs-edit.js";

/** What every embed reads as. */
const EMBED = "\uFFFC";

/**
 * Deletes what another copy outranks. If that one is gone, somebody has deleted it, or undo has, or a copy that outranks it is there;
 * if it reads otherwise, it is no copy. Returns what is in the other copy still, also of what a peer has taken back.
 */
export function takeBack(transaction: Y.Transaction, { stays, goes, length }: Double): Rewritten[] {
  const { store } = transaction.doc;
  const left: Rewritten[] = [];
  const known = (id: Id): number => Y.getState(store, id.client) - id.clock;
  const end = Math.min(length, known(stays), known(goes));
  for (let offset = 0; offset < end; ) {
    const from = { client: goes.client, clock: goes.clock + offset };
    const to = { client: stays.client, clock: stays.clock + offset };
    const [old, other] = [pieceAt(store, from), pieceAt(store, to)];
    const size = Math.min(old.length, other.length, end - offset);
    const isCopy =
      old.live === null || other.live === null || other.live.slice(0, size) === old.live.slice(0, size);
    if (isCopy && old.live !== null) deleteRange(transaction, from, size);
    if (isCopy && other.live !== null) left.push({ from, to, length: size });
    offset += size;
  }
  return left;
}

/** Whether a character is deleted, or not known. */
export function isGone(store: Y.Doc["store"], { client, clock }: Id): boolean {
  return clock >= Y.getState(store, client) || Y.getItem(store, Y.createID(client, clock)).deleted;
}

/** What stands from a character to the end of its item; `live` is `null` where it is deleted. */
function pieceAt(store: Y.Doc["store"], { client, clock }: Id): { length: number; live: string | null } {
  const item: Y.Item | Y.GC = Y.getItem(store, Y.createID(client, clock));
  const from = clock - item.id.clock;
  const length = item.length - from;
  if (!(item instanceof Y.Item) || item.deleted || item.parentSub !== null) return { length, live: null };
  if (item.content instanceof Y.ContentString) return { length, live: item.content.str.slice(from) };
  return { length, live: item.content instanceof Y.ContentEmbed ? EMBED : null };
}
