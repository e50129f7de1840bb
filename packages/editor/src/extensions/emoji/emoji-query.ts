import type { QueryRule } from "../../core/typed-query.js";

/** A `:`, and what is written of a name after it. */
export const EMOJI_QUERY: QueryRule = { sign: ":", pattern: /^[\w+-]*$/, openings: "([\"'“‘«" };

/** A `:` and one letter is more often a face than the beginning of a name. */
export const MIN_QUERY_LENGTH = 2;
