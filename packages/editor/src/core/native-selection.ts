import { $isCodeNode } from "@lexical/code-core";
import { $findCellNode, $isTableSelection } from "@lexical/table";
import {
  $createParagraphNode,
  $createRangeSelectionFromDom,
  $getSelection,
  $isElementNode,
  $isLineBreakNode,
  $isNodeSelection,
  $isRangeSelection,
  $setSelection,
  COMMAND_PRIORITY_CRITICAL,
  KEY_DOWN_COMMAND,
  type LexicalEditor,
  type LexicalNode,
  mergeRegister,
  type RangeSelection,
  SELECTION_CHANGE_COMMAND,
  SKIP_SCROLL_INTO_VIEW_TAG,
} from "lexical";
import { $blockOf } from "./blocks.js";
import { CARET_KEYS } from "./caret-keys.js";

/** What browsers call a key that an input method has taken. */
const INPUT_METHOD_KEYS: ReadonlySet<string> = new Set(["Process", "Unidentified"]);

const LINE_KEYS: ReadonlySet<string> = new Set(["Home", "End", "PageUp", "PageDown"]);

export interface NativeSelection {
  /** Tells the editor of a move of the caret that the browser has not told it yet. */
  tell(): void;
  dispose(): void;
}

/**
 * Where the browser's selection is not what the writer means. A key that follows so fast that the browser has not yet
 * told of the last move (a slow device, a test) acts where the caret is, not where it was, and so does what others write at that
 * moment; three clicks select a
 * paragraph or a line of code, without the start of the next one; and where whole cells or blocks are selected, the browser
 * has no caret at all, and would write at the document's beginning.
 */
export function registerNativeSelection(editor: LexicalEditor): NativeSelection {
  let isUntold = false;
  let clicks = 0;
  const point = (event: MouseEvent) => {
    isUntold = true;
    clicks = event.detail;
  };
  const tell = () => {
    isUntold = false;
  };
  // When the browser writes, or an input method begins to compose, it is too late to say where.
  const giveCaret = (event: KeyboardEvent) => {
    const selection = editor.getEditorState()._selection;
    if (selection === null || $isRangeSelection(selection) || !needsCaret(event)) return;
    if (editor.isEditable()) editor.update($giveCaret, { discrete: true });
  };
  const take = () => {
    if (isUntold && !editor.isComposing()) editor.update(() => $takeNativeSelection(editor), UNSEEN);
  };
  const dispose = mergeRegister(
    editor.registerRootListener((root) => {
      if (root === null) return;
      const page = root.ownerDocument;
      root.addEventListener("mousedown", point);
      root.addEventListener("keydown", giveCaret, { capture: true });
      page.addEventListener("selectionchange", tell);
      return () => {
        root.removeEventListener("mousedown", point);
        root.removeEventListener("keydown", giveCaret, { capture: true });
        page.removeEventListener("selectionchange", tell);
      };
    }),
    editor.registerCommand(
      KEY_DOWN_COMMAND,
      ({ key }) => {
        if (isUntold && !editor.isComposing()) $takeNativeSelection(editor);
        isUntold = CARET_KEYS.has(key);
        clicks = 0;
        return false;
      },
      COMMAND_PRIORITY_CRITICAL,
    ),
    editor.registerCommand(
      SELECTION_CHANGE_COMMAND,
      () => {
        const selection = $getSelection();
        if (clicks === 3 && $isRangeSelection(selection)) $endWithinLine(selection);
        return false;
      },
      COMMAND_PRIORITY_CRITICAL,
    ),
  );
  return { tell: take, dispose };
}

/** The selection is the browser's already: nothing is to be scrolled for it. */
const UNSEEN = { discrete: true, tag: SKIP_SCROLL_INTO_VIEW_TAG } as const;

function needsCaret(event: KeyboardEvent): boolean {
  const { key } = event;
  if (INPUT_METHOD_KEYS.has(key) || LINE_KEYS.has(key)) return true;
  const isShortcut = (event.ctrlKey || event.metaKey || event.altKey) && !event.getModifierState("AltGraph");
  return [...key].length === 1 && !isShortcut;
}

function $takeNativeSelection(editor: LexicalEditor): void {
  const root = editor.getRootElement();
  const native = root?.ownerDocument.getSelection() ?? null;
  if (native === null || root?.contains(native.anchorNode) !== true || !root.contains(native.focusNode))
    return;
  const selection = $createRangeSelectionFromDom(native, editor);
  const known = $getSelection();
  if (selection !== null && $isRangeSelection(known) && !known.is(selection)) $setSelection(selection);
}

/** Into the cell where the selection of cells begins, or behind what is selected as a whole. */
export function $giveCaret(): void {
  const selection = $getSelection();
  if ($isTableSelection(selection)) {
    $findCellNode(selection.anchor.getNode())?.selectEnd();
  } else if ($isNodeSelection(selection)) {
    const node = selection.getNodes().at(-1);
    const next = node?.getNextSibling();
    if (node?.isInline()) node.selectNext();
    else if ($isElementNode(next)) next.selectStart();
    else node?.insertAfter($createParagraphNode()).selectStart();
  }
}

/** Moves the end of a selection that runs over into the next line back to the end of the one in which it begins. */
export function $endWithinLine(selection: RangeSelection): void {
  const { anchor, focus } = selection;
  const block = $blockOf(anchor.getNode());
  if (block === null || selection.isCollapsed() || focus.offset !== 0) return;
  let first: LexicalNode | null = anchor.getNode();
  if (first.is(block)) first = block.getChildAtIndex(anchor.offset);
  while (first !== null && !first.getParent()?.is(block)) first = first.getParent();
  const lineBreak = $isCodeNode(block) ? first?.getNextSiblings().find($isLineBreakNode) : undefined;
  const end = lineBreak?.getIndexWithinParent() ?? block.getChildrenSize();
  if (block.is($blockOf(focus.getNode())) && lineBreak === undefined) return;
  focus.set(block.getKey(), end, "element");
}
