import { $isLinkNode } from "@lexical/link";
import { $findTableNode, $isTableSelection } from "@lexical/table";
import { $findMatchingParent, $getSelection, $isRangeSelection, type LexicalEditor } from "lexical";
import { $blockTypeOf, type BlockType } from "./blocks.js";

export const MARKS = ["bold", "italic", "underline", "strikethrough", "code"] as const;
export type Mark = (typeof MARKS)[number];

/** What the toolbar shows of the selection. */
export interface FormatState {
  readonly block: BlockType | undefined;
  readonly marks: ReadonlySet<Mark>;
  readonly link: boolean;
  readonly selected: boolean;
  /** Whether the caret, or what is selected, is in a table. */
  readonly table: boolean;
}

export const NO_FORMAT: FormatState = {
  block: undefined,
  marks: new Set(),
  link: false,
  selected: false,
  table: false,
};

/** Reads where the caret is. Costs the selection, not the document. */
export function $readFormatState(): FormatState {
  const selection = $getSelection();
  if ($isTableSelection(selection)) return { ...NO_FORMAT, table: true };
  if (!$isRangeSelection(selection)) return NO_FORMAT;
  const anchor = selection.anchor.getNode();
  return {
    block: $blockTypeOf(anchor),
    marks: new Set(MARKS.filter((mark) => selection.hasFormat(mark))),
    link: $findMatchingParent(selection.focus.getNode(), $isLinkNode) !== null,
    selected: true,
    table: $findTableNode(anchor) !== null,
  };
}

/** Calls `listener` when what `$readFormatState` would give has changed; returns the current value with it. */
export function watchFormat(editor: LexicalEditor, listener: (state: FormatState) => void): () => void {
  let last = NO_FORMAT;
  return editor.registerUpdateListener(({ editorState }) => {
    const next = editorState.read($readFormatState, { editor });
    if (sameFormat(last, next)) return;
    last = next;
    listener(next);
  });
}

function sameFormat(a: FormatState, b: FormatState): boolean {
  return (
    a.block === b.block &&
    a.link === b.link &&
    a.selected === b.selected &&
    a.table === b.table &&
    MARKS.every((mark) => a.marks.has(mark) === b.marks.has(mark))
  );
}
