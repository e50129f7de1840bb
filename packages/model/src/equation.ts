/** The type of a block whose text is the source of a formula, and of an inline thing that holds one in `source`. */
export const EQUATION = "equation";

/** Longer formulas in a line are cut off, in UTF-16 units. */
export const MAX_EQUATION_LENGTH = 2_000;

/** The TeX of a formula in a line: one line itself. */
export function equationSource(source: unknown): string {
  if (typeof source !== "string") return "";
  return source.slice(0, MAX_EQUATION_LENGTH).replace(/\s+/g, " ").trim();
}
