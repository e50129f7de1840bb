import { wellFormed } from "../../core/well-formed.js";

/** Controls, filler of no width, and signs that turn the order of what follows. Joiners and marks of direction belong to scripts. */
const UNSEEN = /[^\P{Cc}\t\n\r]|\u200b|\u2060|\ufeff|[\u202a-\u202e]|[\u2066-\u2069]/gu;

/** Text of other programs without what nobody sees, in whole characters. */
export function cleanText(text: string): string {
  return wellFormed(text.replace(UNSEEN, ""));
}
