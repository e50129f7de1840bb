import type { Attributes } from "@motet/model";
import { isMarker, NO_ATTRIBUTES, withAttribute } from "@motet/model";
import * as Y from "yjs";
import { attributeChanges, type Look, lookOf } from "./text-format.js";

/**
 * Writing into the body beside items that are known by their ids. `Y.Text`'s own methods count from the start of
 * the text; these cost what the change costs. They follow the same rules for formats as Yjs's YText.js.
 */

export interface Id {
  readonly client: number;
  readonly clock: number;
}

/** A gap between two items of the body, and the formats that are on there. */
export interface Cursor {
  left: Y.Item | null;
  right: Y.Item | null;
  attributes: Attributes;
}

/** The gap right of the character with `id`, or the start of the body. */
export function cursorAfter(
  transaction: Y.Transaction,
  body: Y.Text,
  id: Id | null,
  attributesAt: (left: Y.Item | null) => Attributes,
): Cursor {
  const left =
    id === null
      ? null
      : Y.getItemCleanEnd(transaction, transaction.doc.store, Y.createID(id.client, id.clock));
  return { left, right: left === null ? body._start : left.right, attributes: attributesAt(left) };
}

export function insertContent(
  transaction: Y.Transaction,
  body: Y.Text,
  cursor: Cursor,
  content: Y.Item["content"],
): Y.Item {
  const { doc } = transaction;
  const { left, right } = cursor;
  const item = new Y.Item(
    Y.createID(doc.clientID, Y.getState(doc.store, doc.clientID)),
    left,
    left === null ? null : left.lastId,
    right,
    right === null ? null : right.id,
    body,
    null,
    content,
  );
  item.integrate(transaction, 0);
  cursor.left = item;
  cursor.right = item.right;
  return item;
}

/**
 * Moves right over what nobody sees, so that a new block begins after the formats that end before it.
 * `stop` is deleted, but still shown to the author: nothing moves across it.
 */
export function skipUnseen(cursor: Cursor, stop: Y.Item | null): void {
  while (cursor.right !== null && cursor.right !== stop && !isSeen(cursor.right)) stepRight(cursor);
}

/** Moves right to where the next block begins: at `next`, or at a marker that is not known yet. */
export function skipToMarker(cursor: Cursor, next: Y.Item | null): void {
  while (cursor.right !== null && cursor.right !== next && !isMarker(cursor.right)) stepRight(cursor);
}

/** Moves right over formats that end or begin here, if behind them text looks like `look` anyhow. */
export function skipMatchingFormats(cursor: Cursor, look: Look, stop: Y.Item | null): void {
  if (attributeChanges(lookOf(cursor.attributes), look).length === 0) return;
  const probe: Cursor = { ...cursor };
  while (probe.right !== null && probe.right !== stop) {
    const { right } = probe;
    if (!right.deleted) {
      if (!(right.content instanceof Y.ContentFormat)) return;
      const wanted = attributeChanges(lookOf(probe.attributes), look);
      const { key, value } = right.content;
      if (!wanted.some(([name, target]) => name === key && target === (value ?? null))) return;
      stepRight(probe);
      Object.assign(cursor, probe);
      if (wanted.length === 1) return;
    } else {
      stepRight(probe);
    }
  }
}

/** Turns formats on and off so that what is inserted next looks like `look`; unknown attributes run on. */
export function writeLook(transaction: Y.Transaction, body: Y.Text, cursor: Cursor, look: Look): void {
  for (const [key, value] of attributeChanges(lookOf(cursor.attributes), look)) {
    writeFormat(transaction, body, cursor, key, value);
  }
}

/** Ends what was inserted: what stands right of the cursor gets the formats back that it had. */
export function restoreAttributes(
  transaction: Y.Transaction,
  body: Y.Text,
  cursor: Cursor,
  base: Attributes,
): void {
  const keys = new Set([...Object.keys(cursor.attributes), ...Object.keys(base)]);
  for (let item = cursor.right; item !== null && (item.deleted || !item.countable); item = item.right) {
    if (!item.deleted && item.content instanceof Y.ContentFormat) keys.delete(item.content.key);
  }
  for (const key of keys) {
    const value = base[key] ?? null;
    if ((cursor.attributes[key] ?? null) !== value) writeFormat(transaction, body, cursor, key, value);
  }
}

/** Deletes the characters with these ids, whoever else has deleted some of them meanwhile. */
export function deleteRange(transaction: Y.Transaction, start: Id, length: number): void {
  const end = start.clock + length;
  for (let { clock } = start; clock < end; ) {
    const item = Y.getItemCleanStart(transaction, Y.createID(start.client, clock));
    if (item.id.clock + item.length > end) {
      Y.getItemCleanEnd(transaction, transaction.doc.store, Y.createID(start.client, end - 1));
    }
    clock = item.id.clock + item.length;
    if (item instanceof Y.Item && !item.deleted) item.delete(transaction);
  }
}

/** Sets (`null`: ends) one attribute from the character `first` through the character `last`. */
export function formatRange(
  transaction: Y.Transaction,
  body: Y.Text,
  first: Id,
  last: Id,
  key: string,
  value: true | string | null,
  attributesAt: (left: Y.Item | null) => Attributes,
): void {
  const start = Y.getItemCleanStart(transaction, Y.createID(first.client, first.clock));
  const end = Y.getItemCleanEnd(transaction, transaction.doc.store, Y.createID(last.client, last.clock));
  const cursor: Cursor = { left: start.left, right: start, attributes: attributesAt(start.left) };
  let after: unknown = cursor.attributes[key] ?? null;
  if (after === value) after = undefined;
  else writeFormat(transaction, body, cursor, key, value);
  let inside = true;
  while (cursor.right !== null && (inside || (after !== undefined && !isSeen(cursor.right)))) {
    const { right } = cursor;
    if (!right.deleted && right.content instanceof Y.ContentFormat && right.content.key === key) {
      if (right.content.value === value) {
        after = undefined;
        if (!inside) {
          right.delete(transaction);
          break;
        }
      } else {
        if (!inside) {
          // Another format of the same key begins here: it stands, ours has ended.
          after = undefined;
          break;
        }
        after = right.content.value;
      }
      right.delete(transaction);
    }
    if (right === end) inside = false;
    cursor.left = right;
    cursor.right = right.right;
  }
  if (after !== undefined)
    insertContent(transaction, body, cursor, new Y.ContentFormat(key, after as object));
}

/** The formats that are on right of `left`: read leftwards as far as `known` has no answer. */
export function attributesAfter(
  left: Y.Item | null,
  known: (item: Y.Item) => Attributes | undefined,
): Attributes {
  const found: [string, unknown][] = [];
  let attributes: Attributes = NO_ATTRIBUTES;
  for (let item = left; item !== null; item = item.left) {
    const start = known(item);
    if (start !== undefined) {
      attributes = start;
      break;
    }
    if (!item.deleted && item.content instanceof Y.ContentFormat) {
      found.push([item.content.key, item.content.value]);
    }
  }
  for (let i = found.length - 1; i >= 0; i--) {
    const [key, value] = found[i] as [string, unknown];
    attributes = withAttribute(attributes, key, value);
  }
  return attributes;
}

function writeFormat(
  transaction: Y.Transaction,
  body: Y.Text,
  cursor: Cursor,
  key: string,
  value: unknown,
): void {
  insertContent(transaction, body, cursor, new Y.ContentFormat(key, value as object));
  cursor.attributes = withAttribute(cursor.attributes, key, value);
}

function stepRight(cursor: Cursor): void {
  const { right } = cursor;
  if (right === null) return;
  if (!right.deleted && right.content instanceof Y.ContentFormat) {
    cursor.attributes = withAttribute(cursor.attributes, right.content.key, right.content.value);
  }
  cursor.left = right;
  cursor.right = right.right;
}

function isSeen(item: Y.Item): boolean {
  return !item.deleted && item.countable;
}
