import type { Translation } from "../language/translation.js";

/** A title as it is shown; a document without one has a name too. */
export function shownTitle(title: string, words: Translation): string {
  return title.trim() === "" ? words.untitled : title;
}
