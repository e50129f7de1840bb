import { createCommand, type LexicalCommand, type NodeKey } from "lexical";

/** Somebody is led to a block: whatever hides it shows it. */
export const REVEAL_COMMAND: LexicalCommand<NodeKey> = createCommand("REVEAL_COMMAND");
