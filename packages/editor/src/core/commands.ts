import { FORMAT_TEXT_COMMAND, type LexicalEditor } from "lexical";
import type { History } from "./binding.js";
import { $setBlockType, $toggleBlockType, type BlockType } from "./blocks.js";
import type { FormatState, Mark } from "./format-state.js";
import type { Shortcut } from "./shortcut.js";
import { $insertTable } from "./tables.js";

/** What a command may act upon. */
export interface CommandTarget {
  readonly editor: LexicalEditor;
  readonly history: History;
  /** Shows the link dialog for the current selection. */
  openLink(): void;
}

/** What decides how a command is shown. */
export interface CommandState extends FormatState {
  readonly canUndo: boolean;
  readonly canRedo: boolean;
}

export type IconName =
  | "undo"
  | "redo"
  | "paragraph"
  | "heading1"
  | "heading2"
  | "heading3"
  | "bold"
  | "italic"
  | "underline"
  | "strikethrough"
  | "code"
  | "link"
  | "bulletedList"
  | "numberedList"
  | "checkList"
  | "quote"
  | "codeBlock"
  | "table";

export type CommandId = IconName;

/** Where a command is offered: in the toolbar (groups are set apart), in the block type menu, or both. */
export type CommandGroup = "history" | "text" | "list" | "block";

export interface Command {
  readonly id: CommandId;
  /** Its name, a key of the strings catalogue. */
  readonly label: CommandId;
  readonly icon: IconName;
  readonly group?: CommandGroup;
  readonly blockType?: BlockType;
  readonly shortcuts: readonly Shortcut[];
  run(target: CommandTarget): void;
  /** Pressed or chosen; absent for commands that are neither. */
  isActive?(state: CommandState): boolean;
  isEnabled(state: CommandState): boolean;
}

const digit = (n: number, modifiers: Omit<Shortcut, "code" | "sign">): Shortcut => ({
  ...modifiers,
  code: `Digit${n}`,
  sign: String(n),
});

function mark(id: Mark, shortcut: Shortcut): Command {
  return {
    id,
    label: id,
    icon: id,
    group: "text",
    shortcuts: [shortcut],
    run: ({ editor }) => void editor.dispatchCommand(FORMAT_TEXT_COMMAND, id),
    isActive: (state) => state.marks.has(id),
    isEnabled: (state) => state.block !== "codeBlock",
  };
}

/** Commands in the toolbar's list and block groups toggle; those only in the block type menu choose. */
function block(id: BlockType, shortcuts: readonly Shortcut[], group?: CommandGroup): Command {
  const $apply = group === undefined ? $setBlockType : $toggleBlockType;
  return {
    id,
    label: id,
    icon: id,
    ...(group === undefined ? {} : { group }),
    blockType: id,
    shortcuts,
    run: ({ editor }) => editor.update(() => $apply(id)),
    isActive: (state) => state.block === id,
    isEnabled: () => true,
  };
}

/** The one table of which toolbar, menus and shortcuts are made, in the order in which they are shown. */
export const COMMANDS: readonly Command[] = [
  {
    id: "undo",
    label: "undo",
    icon: "undo",
    group: "history",
    shortcuts: [{ mod: true, key: "z" }],
    run: ({ history }) => history.undo(),
    isEnabled: (state) => state.canUndo,
  },
  {
    id: "redo",
    label: "redo",
    icon: "redo",
    group: "history",
    shortcuts: [
      { mod: true, shift: true, key: "z" },
      { mod: true, key: "y" },
    ],
    run: ({ history }) => history.redo(),
    isEnabled: (state) => state.canRedo,
  },
  block("paragraph", [digit(0, { mod: true, alt: true })]),
  block("heading1", [digit(1, { mod: true, alt: true })]),
  block("heading2", [digit(2, { mod: true, alt: true })]),
  block("heading3", [digit(3, { mod: true, alt: true })]),
  mark("bold", { mod: true, key: "b" }),
  mark("italic", { mod: true, key: "i" }),
  mark("underline", { mod: true, key: "u" }),
  mark("strikethrough", { mod: true, shift: true, key: "s" }),
  mark("code", { mod: true, key: "e" }),
  {
    id: "link",
    label: "link",
    icon: "link",
    group: "text",
    shortcuts: [{ mod: true, key: "k" }],
    run: ({ openLink }) => openLink(),
    isActive: (state) => state.link,
    isEnabled: (state) => state.block !== "codeBlock",
  },
  block("bulletedList", [digit(8, { mod: true, shift: true })], "list"),
  block("numberedList", [digit(7, { mod: true, shift: true })], "list"),
  block("checkList", [digit(9, { mod: true, shift: true })], "list"),
  block("quote", [{ mod: true, shift: true, code: "Period", sign: "." }], "block"),
  block("codeBlock", [{ mod: true, alt: true, key: "c", code: "KeyC", sign: "C" }], "block"),
  {
    id: "table",
    label: "table",
    icon: "table",
    group: "block",
    shortcuts: [],
    run: ({ editor }) => {
      editor.update($insertTable);
      editor.focus();
    },
    isEnabled: (state) => state.selected && !state.table,
  },
];

export const BLOCK_TYPES: readonly Command[] = COMMANDS.filter((command) => command.blockType !== undefined);
