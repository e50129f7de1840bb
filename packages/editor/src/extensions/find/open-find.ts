import { createCommand } from "lexical";

/** With which field the panel begins. */
export type FindField = "find" | "replace";

export const OPEN_FIND_COMMAND = createCommand<FindField>("OPEN_FIND_COMMAND");
