import { createCommand } from "lexical";

/** Puts the address of the block at the caret on the clipboard. */
export const COPY_BLOCK_LINK_COMMAND = createCommand<void>("COPY_BLOCK_LINK_COMMAND");
