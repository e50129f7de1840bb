import { createCommand } from "lexical";

/** Moves the focus to a toolbar: the one at the selected text if it is shown, else the one above the text. */
export const FOCUS_TOOLBAR_COMMAND = createCommand<void>("FOCUS_TOOLBAR_COMMAND");
