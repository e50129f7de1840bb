import ArrowDown from "lucide-react/icons/arrow-down";
import ArrowUp from "lucide-react/icons/arrow-up";
import type { Command } from "../../core/command.js";
import { defineExtension } from "../../core/extension.js";
import type { Icon } from "../../core/icon.js";
import { OWN_STEP } from "../../core/own-step.js";
import { $moveBlocks, type Direction } from "./move-blocks.js";

const move = (id: string, direction: Direction, icon: Icon, key: string, sign: string): Command => ({
  id,
  icon,
  places: { block: true },
  shortcuts: [
    { on: "others", alt: true, shift: true, key, sign },
    { on: "apple", ctrl: true, shift: true, key, sign },
  ],
  run: (editor) => editor.update(() => $moveBlocks(direction), OWN_STEP),
});

/** Moves the selected blocks past their neighbour. */
export const moveBlocksExtension = defineExtension({
  name: "move-blocks",
  strings: { moveUp: "Move up", moveDown: "Move down" },
  commands: [
    move("moveUp", "up", ArrowUp, "arrowup", "↑"),
    move("moveDown", "down", ArrowDown, "arrowdown", "↓"),
  ],
});
