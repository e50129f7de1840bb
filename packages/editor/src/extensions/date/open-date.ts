import { createCommand, type NodeKey } from "lexical";

/** Opens the form of a date. */
export const OPEN_DATE_COMMAND = createCommand<NodeKey>("OPEN_DATE_COMMAND");
