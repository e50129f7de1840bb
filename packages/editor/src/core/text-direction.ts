export type Direction = "ltr" | "rtl";

/** Hebrew, Arabic and the other scripts that are written from the right. */
const RTL = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;
const LETTER = /\p{L}/u;

/** The direction that the first letter of a text gives to it, as `dir="auto"` does; null where there is no letter. */
export function directionOf(text: string): Direction | null {
  const letter = LETTER.exec(text)?.[0];
  if (letter === undefined) return null;
  return RTL.test(letter) ? "rtl" : "ltr";
}
