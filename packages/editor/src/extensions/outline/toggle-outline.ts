import { createCommand } from "lexical";

/** Opens the outline and goes to it; closes it where it is open. */
export const TOGGLE_OUTLINE_COMMAND = createCommand<void>("TOGGLE_OUTLINE_COMMAND");
