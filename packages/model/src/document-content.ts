import type { Block } from "./block.js";

/** A whole document as plain data: what converters make and read. */
export interface DocumentContent {
  /** One line, may be empty. */
  readonly title: string;
  readonly blocks: readonly Block[];
}
