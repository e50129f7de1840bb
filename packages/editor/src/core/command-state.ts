import {
  $getSelection,
  $isRangeSelection,
  $isTextNode,
  type BaseSelection,
  type LexicalEditor,
  type LexicalNode,
  TEXT_TYPE_TO_FORMAT,
  type TextFormatType,
} from "lexical";
import type { BlockType } from "./block-type.js";
import { $blockOf } from "./blocks.js";

/** What commands are told of the selection. */
export interface SelectionState {
  /** The `id` of the command that gives the type of the block at the caret; undefined where it is none of them. */
  readonly blockType: string | undefined;
  /** Formats of the selected text, as bits of Lexical's; ask `hasFormat`. */
  readonly formats: number;
  /** Lexical's types of everything that the selection's ends are in: `link`, `list`, `table` … */
  readonly within: ReadonlySet<string>;
  /** Whether there is a caret or selected text. */
  readonly isInText: boolean;
}

/** What decides how a command is shown. */
export interface CommandState extends SelectionState {
  readonly canUndo: boolean;
  readonly canRedo: boolean;
}

const NOWHERE: SelectionState = {
  blockType: undefined,
  formats: 0,

  within: new Set(),
  isInText: false,
};

export const INITIAL_STATE: CommandState = { ...NOWHERE, canUndo: false, canRedo: false };

export function hasFormat(state: SelectionState, format: TextFormatType): boolean {
  return (state.formats & (TEXT_TYPE_TO_FORMAT[format] ?? 0)) !== 0;
}

/** What is read of a command that gives a block type. */
interface NamedBlockType {
  readonly id: string;
  readonly blockType: BlockType;
}

/** Reads where the selection is. Costs the selection, not the document. */
export function $readSelectionState(blockTypes: readonly NamedBlockType[]): SelectionState {
  const selection = $getSelection();
  if (selection === null) return NOWHERE;
  const within = $typesAround(selection);
  if (!$isRangeSelection(selection)) return { ...NOWHERE, within };
  const block = $blockOf(selection.anchor.getNode());
  return {
    blockType: block === null ? undefined : blockTypes.find((each) => each.blockType.$is(block))?.id,
    formats: selection.format,
    within,
    isInText: true,
  };
}

function $typesAround(selection: BaseSelection): ReadonlySet<string> {
  const ends = selection.getStartEndPoints()?.map((point) => point.getNode()) ?? selection.getNodes();
  const types = new Set<string>();
  for (const end of ends) {
    let node: LexicalNode | null = $isTextNode(end) ? end.getParent() : end;
    for (; node !== null && node.getParent() !== null; node = node.getParent()) types.add(node.getType());
  }
  return types;
}

/** Calls `listener` when what `$readSelectionState` gives has changed. */
export function watchSelectionState(
  editor: LexicalEditor,
  blockTypes: readonly NamedBlockType[],
  listener: (state: SelectionState) => void,
): () => void {
  let last = NOWHERE;
  return editor.registerUpdateListener(({ editorState }) => {
    const next = editorState.read(() => $readSelectionState(blockTypes), { editor });
    if (isSame(last, next)) return;
    last = next;
    listener(next);
  });
}

function isSame(a: SelectionState, b: SelectionState): boolean {
  return (
    a.blockType === b.blockType &&
    a.formats === b.formats &&
    a.isInText === b.isInText &&
    a.within.size === b.within.size &&
    [...a.within].every((type) => b.within.has(type))
  );
}
