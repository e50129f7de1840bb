import { createCommand } from "lexical";

/** Goes to the choice of languages of the block at the caret. */
export const CHOOSE_CODE_LANGUAGE_COMMAND = createCommand<void>("CHOOSE_CODE_LANGUAGE_COMMAND");
