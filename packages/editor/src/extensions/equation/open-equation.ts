import { createCommand, type NodeKey } from "lexical";

/** Opens the source of a formula in the line, or (`null`) of a new one at the caret. */
export const OPEN_EQUATION_COMMAND = createCommand<NodeKey | null>("OPEN_EQUATION_COMMAND");
