import { createDOMRange } from "@lexical/selection";
import {
  $getSelection,
  $isRangeSelection,
  COLLABORATION_TAG,
  type LexicalEditor,
  mergeRegister,
} from "lexical";

const FOCUS_EVENTS = ["focus", "blur", "focusin", "focusout"] as const;

/** Keeps the selected words selected, and the menu open, while somebody is in a menu and others change the words. */
export function registerKeptSelection(editor: LexicalEditor): () => void {
  return mergeRegister(registerPutBack(editor), registerDeafness(editor));
}

/**
 * Browsers move the ends of a selection when its text is replaced; Lexical puts them back only where the editor has the focus, and takes the
 * browser's word for it otherwise.
 */
function registerPutBack(editor: LexicalEditor): () => void {
  return editor.registerUpdateListener(({ editorState, tags }) => {
    const root = editor.getRootElement();
    if (root === null || !tags.has(COLLABORATION_TAG)) return;
    // Asking the browser for its selection makes it lay the page out.
    if (!editorState.read($hasRange)) return;
    const page = root.ownerDocument;
    const native = page.getSelection();
    if (native === null || root.contains(page.activeElement)) return;
    if (!root.contains(native.anchorNode) || !root.contains(native.focusNode)) return;
    editorState.read(() => $putBack(editor, root, native), { editor });
  });
}

/**
 * Where the focus is in a menu or a field nobody selects in the text: what the browser tells of its selection then is what others have done to it.
 * Lexical would answer by selecting anew wherever a format has changed, and that takes the focus out of the menu.
 */
function registerDeafness(editor: LexicalEditor): () => void {
  return editor.registerRootListener((root) => {
    if (root === null) return;
    const page = root.ownerDocument;
    const listener = (event: Event) => {
      const { activeElement, body } = page;
      if (activeElement === null || activeElement === body || root.contains(activeElement)) return;
      if (root.contains(page.getSelection()?.anchorNode ?? null)) event.stopImmediatePropagation();
    };
    page.defaultView?.addEventListener("selectionchange", listener, { capture: true });
    return () => page.defaultView?.removeEventListener("selectionchange", listener, { capture: true });
  });
}

const $hasRange = (): boolean => $isRangeSelection($getSelection());

function $putBack(editor: LexicalEditor, root: HTMLElement, native: Selection): void {
  const selection = $getSelection();
  if (!$isRangeSelection(selection)) return;
  const [anchor, focus] = [selection.anchor, selection.focus];
  const isBackward = selection.isBackward();
  const range = createDOMRange(editor, anchor.getNode(), anchor.offset, focus.getNode(), focus.offset);
  if (range === null) return;
  const start = [range.startContainer, range.startOffset] as const;
  const end = [range.endContainer, range.endOffset] as const;
  const [from, to] = isBackward ? [end, start] : [start, end];
  const isKept =
    native.anchorNode === from[0] &&
    native.anchorOffset === from[1] &&
    native.focusNode === to[0] &&
    native.focusOffset === to[1];
  if (!isKept) keepingFocus(root, () => native.setBaseAndExtent(...from, ...to));
}

/** A selection that is set within something editable takes the focus along: it is given back before anybody hears of it. */
function keepingFocus(root: HTMLElement, select: () => void): void {
  const { activeElement, body, defaultView: window } = root.ownerDocument;
  const hide = (event: Event) => event.stopImmediatePropagation();
  for (const type of FOCUS_EVENTS) window?.addEventListener(type, hide, { capture: true });
  try {
    select();
    if (activeElement instanceof HTMLElement && activeElement !== body)
      activeElement.focus({ preventScroll: true });
    else root.blur();
  } finally {
    for (const type of FOCUS_EVENTS) window?.removeEventListener(type, hide, { capture: true });
  }
}
