import type { ElementNode, RangeSelection } from "lexical";

/** A kind of block that a writer chooses: what makes a command “turn into”. */
export interface BlockType {
  /** Whether a block is of this type. Called at every change of the selection, so it must be quick. */
  $is(block: ElementNode): boolean;
  /** Turns the selected blocks into it and keeps their text. */
  $turnInto(selection: RangeSelection): void;
}
