import * as Y from "yjs";
import { TITLE } from "./roots.js";
import { wellFormed } from "./well-formed.js";

/** A title is cut here, in characters (code points). */
export const MAX_TITLE_LENGTH = 500;

/** Line breaks, tabs and other controls: a title is one line. */
const CONTROLS = /[\p{Cc}\u2028\u2029]+/gu;

/** The text as a title: one line, trimmed, at most `MAX_TITLE_LENGTH` characters. */
export function toTitle(text: string): string {
  // A character takes at most two units; the rest is never looked at.
  const line = wellFormed(text.slice(0, 4 * MAX_TITLE_LENGTH))
    .replace(CONTROLS, " ")
    .trim();
  return line.length <= MAX_TITLE_LENGTH
    ? line
    : Array.from(line).slice(0, MAX_TITLE_LENGTH).join("").trimEnd();
}

/** The document's title, "" where it has none. Whatever a document holds under that name, it never throws. */
export function readTitle(ydoc: Y.Doc): string {
  // Not `getText`, which throws where the name was taken for another type; the texts in it are read all the same.
  let text = "";
  for (let item = ydoc.share.get(TITLE)?._start ?? null; item; item = item.right) {
    if (!item.deleted && item.content instanceof Y.ContentString) text += item.content.str;
    if (text.length > 4 * MAX_TITLE_LENGTH) break;
  }
  return toTitle(text);
}

/** Changes the title in one transaction, and of it only what differs, so that two people's changes both stay. */
export function setTitle(ydoc: Y.Doc, title: string): void {
  const text = ydoc.getText(TITLE);
  const before = text.toString();
  const after = toTitle(title);
  if (before.length !== text.length) {
    // Something other than characters stands between them: offsets in the string are none in the text.
    ydoc.transact(() => {
      text.delete(0, text.length);
      text.insert(0, after);
    });
    return;
  }
  if (before === after) return;

  const start = commonStart(before, after);
  const end = commonEnd(before.slice(start), after.slice(start));
  ydoc.transact(() => {
    text.delete(start, before.length - start - end);
    text.insert(start, after.slice(start, after.length - end));
  });
}

function commonStart(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length += 1;
  return isInsidePair(a, length) || isInsidePair(b, length) ? length - 1 : length;
}

function commonEnd(a: string, b: string): number {
  let length = 0;
  while (length < Math.min(a.length, b.length) && a.at(-1 - length) === b.at(-1 - length)) length += 1;
  return isInsidePair(a, a.length - length) || isInsidePair(b, b.length - length) ? length - 1 : length;
}

/** Whether a cut at this offset would divide a surrogate pair, which Yjs would write as two U+FFFD. */
function isInsidePair(text: string, offset: number): boolean {
  return /^[\ud800-\udbff][\udc00-\udfff]$/.test(text.slice(offset - 1, offset + 1));
}
