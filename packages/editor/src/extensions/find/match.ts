import type { NodeKey } from "lexical";
import type { Span } from "./find-in-text.js";
import type { PatternMatch } from "./pattern-match.js";

export interface Match extends Span {
  readonly block: NodeKey;
  /** Where it was found by a regular expression. */
  readonly pattern?: PatternMatch;
}

/** Why a regular expression finds nothing: it is none, or takes too long. */
export type PatternTrouble = "wrong" | "slow";

export interface Found {
  readonly matches: readonly Match[];
  /** Of the match that is shown; -1 where there is none. */
  readonly at: number;
  /** Until a regular expression has seen every block once. */
  readonly isSearching?: boolean;
  readonly trouble?: PatternTrouble | undefined;
}
