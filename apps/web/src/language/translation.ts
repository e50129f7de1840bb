import type { ENGLISH } from "./english.js";
import type { Plural } from "./words.js";

/** The interface whole in another language: a word that is added is one that each translation must have. */
export type Translation = {
  readonly [Key in keyof typeof ENGLISH]: (typeof ENGLISH)[Key] extends string ? string : Plural;
};
