import { createCommand } from "lexical";

export const OPEN_SHORTCUT_HELP_COMMAND = createCommand<void>("OPEN_SHORTCUT_HELP_COMMAND");
