import type { QueryRule } from "../../core/typed-query.js";

/** A `/`, and what is written after it but a space. */
export const INSERT_QUERY: QueryRule = { sign: "/", pattern: /^(?!\s)/ };
