import type { LexicalEditor } from "lexical";
import type { BlockType } from "./block-type.js";
import type { CommandState } from "./command-state.js";
import type { Icon } from "./icon.js";
import type { Shortcut } from "./shortcut.js";

/** Groups of the toolbar, in the order in which it shows them; those of other extensions come after them. */
export const TOOLBAR_GROUPS = ["history", "text", "list", "block", "more"] as const;

export interface CommandPlaces {
  /** The group of the toolbar that it is in: one of `TOOLBAR_GROUPS`, or one of your own. */
  readonly toolbar?: string;
  /** The section of the insert menu that it is in: key of the section's name in the strings catalogue. */
  readonly insert?: string;
  /** In the toolbar that appears at selected text. */
  readonly selection?: boolean;
  /** In the menu of a block, which is selected then. */
  readonly block?: boolean;
}

/** Something a writer can do. Toolbar, menus, shortcuts and their help are made from the commands of all extensions. */
export interface Command {
  /** Unique among all extensions of an editor. */
  readonly id: string;
  /**
   * Key of its name in the strings catalogue; the `id` if left out. The key with `Keywords` behind it has more words by which it
   * is found.
   */
  readonly label?: string;
  readonly icon: Icon;
  /** The first one is shown. */
  readonly shortcuts?: readonly Shortcut[];
  readonly places?: CommandPlaces;
  /** Present: the command is offered wherever the type of a block is chosen. */
  readonly blockType?: BlockType;
  run(editor: LexicalEditor): void;
  /** Pressed or chosen; absent for commands that are neither. */
  isActive?(state: CommandState): boolean;
  /** Absent: always, where the text can be edited. */
  isEnabled?(state: CommandState): boolean;
}

export interface BlockTypeCommand extends Command {
  readonly blockType: BlockType;
}

export function isBlockTypeCommand(command: Command): command is BlockTypeCommand {
  return command.blockType !== undefined;
}

/** A command's name in the language of a catalogue. */
export function nameOf(command: Command, strings: Readonly<Record<string, string>>): string {
  const key = command.label ?? command.id;
  return strings[key] ?? key;
}

/** Other words by which a command is found, in the language of a catalogue. */
export function keywordsOf(command: Command, strings: Readonly<Record<string, string>>): string {
  return strings[`${command.label ?? command.id}Keywords`] ?? "";
}
