export interface TextCount {
  readonly words: number;
  /** As people count them: an accent belongs to its letter. */
  readonly characters: number;
}

export const NO_TEXT: TextCount = { words: 0, characters: 0 };

const WORDS = new Intl.Segmenter(undefined, { granularity: "word" });
const CHARACTERS = new Intl.Segmenter(undefined, { granularity: "grapheme" });
/** Where a character is one unit, and nothing has to be looked up. */
const PLAIN = /^[\n\x20-\x7e]*$/;

/** Words in any language, also those that put no spaces between them. Line breaks are no characters. */
export function countText(text: string): TextCount {
  let words = 0;
  for (const { isWordLike } of WORDS.segment(text)) if (isWordLike) words += 1;
  const line = text.replaceAll("\n", "");
  return { words, characters: PLAIN.test(line) ? line.length : countCharacters(line) };
}

export function sum(a: TextCount, b: TextCount): TextCount {
  return { words: a.words + b.words, characters: a.characters + b.characters };
}

function countCharacters(text: string): number {
  let characters = 0;
  for (const _ of CHARACTERS.segment(text)) characters += 1;
  return characters;
}
