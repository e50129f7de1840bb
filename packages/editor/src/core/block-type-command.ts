import type { BlockType } from "./block-type.js";
import { $toggleBlockType, $turnInto } from "./blocks.js";
import type { BlockTypeCommand, Command } from "./command.js";
import { OWN_STEP } from "./own-step.js";

export interface BlockTypeCommandOptions extends BlockType, Omit<Command, "blockType" | "run" | "isActive"> {}

/** The command that turns blocks into a type. One that is in the toolbar toggles: chosen again, it gives paragraphs. */
export function blockTypeCommand({
  $is,
  $turnInto: $turn,
  ...command
}: BlockTypeCommandOptions): BlockTypeCommand {
  const blockType: BlockType = { $is, $turnInto: $turn };
  const $apply = command.places?.toolbar === undefined ? $turnInto : $toggleBlockType;
  return {
    ...command,
    blockType,
    run: (editor) => editor.update(() => $apply(blockType), OWN_STEP),
    isActive: (state) => state.blockType === command.id,
  };
}
