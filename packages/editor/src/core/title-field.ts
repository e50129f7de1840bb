import * as Y from "yjs";
import { isApple, matches } from "./shortcut.js";
import { type DeltaStep, endOfChange, moveOffset, textChange } from "./text-change.js";
import { wellFormed } from "./well-formed.js";

export interface TitleFieldOptions {
  readonly field: HTMLTextAreaElement | HTMLInputElement;
  /** The document's title. */
  readonly text: Y.Text;
  /** After each change of what the field shows. */
  onShow?(value: string): void;
  /** Enter or the down arrow at the end: the writer wants to go on in the body. */
  onLeave(): void;
}

const UNDO = { mod: true, key: "z" };
const REDO = [
  { mod: true, shift: true, key: "z" },
  { mod: true, key: "y" },
];

/**
 * Keeps a one-line field and the title in step: what is typed is written as the smallest change, what others type
 * moves neither caret nor composition, and undo takes back one's own typing alone. Returns what ends it.
 */
export function bindTitleField({ field, text, onShow, onLeave }: TitleFieldOptions): () => void {
  const origin = {};
  const undo = new Y.UndoManager(text, { trackedOrigins: new Set([origin]), captureTimeout: 500 });
  const apple = isApple();
  let shown = "";
  let isComposing = false;
  /** What others changed since `shown` was shown; filled only while composing. */
  let unseen: (readonly DeltaStep[])[] = [];

  const show = (start: number, end: number) => {
    shown = oneLine(text);
    unseen = [];
    if (field.value !== shown) {
      const hasFocus = field.ownerDocument.activeElement === field;
      field.value = shown;
      if (hasFocus) field.setSelectionRange(start, end);
    }
    onShow?.(shown);
  };

  const submit = () => {
    if (isComposing) {
      onShow?.(field.value);
      return;
    }
    const caret = field.selectionEnd ?? field.value.length;
    const typed = wellFormed(field.value.replace(/[\r\n]+/g, " "));
    const change = textChange(shown, typed, Math.min(caret, typed.length));
    if (change !== null) {
      const from = unseen.reduce(moveOffset, change.index);
      const to = unseen.reduce(moveOffset, change.index + change.remove);
      text.doc?.transact(() => {
        if (to > from) text.delete(unitOf(text, from), to - from);
        if (change.insert !== "") text.insert(unitOf(text, from), change.insert);
      }, origin);
    }
    const place = unseen.reduce(moveOffset, caret);
    show(place, place);
  };

  const receive = (event: Y.YTextEvent, transaction: Y.Transaction) => {
    if (transaction.origin === origin) return;
    const delta = event.delta as readonly DeltaStep[];
    if (isComposing) {
      unseen.push(delta);
      return;
    }
    if (transaction.origin === undo) {
      const end = endOfChange(delta);
      show(end, end);
      return;
    }
    show(moveOffset(field.selectionStart ?? 0, delta), moveOffset(field.selectionEnd ?? 0, delta));
  };

  const keyDown = (event: Event) => {
    if (!(event instanceof KeyboardEvent) || event.isComposing) return;
    const isUndo = matches(UNDO, event, apple);
    if (field.readOnly && event.key !== "Enter") return;
    if (isUndo || REDO.some((shortcut) => matches(shortcut, event, apple))) {
      event.preventDefault();
      if (isUndo) undo.undo();
      else undo.redo();
      return;
    }
    const isAtEnd = field.selectionStart === field.value.length && field.selectionEnd === field.value.length;
    if (event.key === "Enter" || (event.key === "ArrowDown" && isAtEnd && !event.shiftKey)) {
      event.preventDefault();
      onLeave();
    }
  };

  const beforeInput = (event: Event) => {
    const type = event instanceof InputEvent ? event.inputType : "";
    if (type !== "historyUndo" && type !== "historyRedo") return;
    event.preventDefault();
    if (type === "historyUndo") undo.undo();
    else undo.redo();
  };
  const composeStart = () => {
    isComposing = true;
  };
  const composeEnd = () => {
    isComposing = false;
    submit();
  };

  const listeners: readonly (readonly [string, (event: Event) => void])[] = [
    ["input", submit],
    ["keydown", keyDown],
    ["beforeinput", beforeInput],
    ["compositionstart", composeStart],
    ["compositionend", composeEnd],
  ];
  for (const [name, listener] of listeners) field.addEventListener(name, listener);
  text.observe(receive);
  show(0, 0);
  return () => {
    for (const [name, listener] of listeners) field.removeEventListener(name, listener);
    text.unobserve(receive);
    undo.destroy();
  };
}

/** The title as one line; as long as the text's characters, so that offsets agree. */
function oneLine(text: Y.Text): string {
  return wellFormed(text.toString()).replace(/[\r\n\u2028\u2029]/g, " ");
}

/** The Yjs index of an offset in the string: embeds, which nobody honest puts into a title, count there and not here. */
function unitOf(text: Y.Text, offset: number): number {
  if (text.length === text.toString().length) return offset;
  let characters = 0;
  let units = 0;
  for (const { insert } of text.toDelta() as { insert: unknown }[]) {
    const length = typeof insert === "string" ? insert.length : 0;
    if (characters + length >= offset) return units + (offset - characters);
    characters += length;
    units += length === 0 ? 1 : length;
  }
  return units;
}
