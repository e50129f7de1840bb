import type { QueryRule } from "../../core/typed-query.js";

/** An `@`, and up to four words of a name after it. */
export const MENTION_QUERY: QueryRule = {
  sign: "@",
  pattern: /^(?:\S+(?: \S*){0,3})?$/,
  openings: "([\"'“‘«",
};
