import { createCommand } from "lexical";

/** Opens the menu of the block at the caret. */
export const OPEN_BLOCK_MENU_COMMAND = createCommand<void>("OPEN_BLOCK_MENU_COMMAND");
