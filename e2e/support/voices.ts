/** Characters that belong to one person of a test, so that every one of them can be told whose it is. */
const ALPHABETS = ["abcdefghij", "klmnopqrst", "ABCDEFGHIJ", "KLMNOPQRST", "0123456789"];

/** A person's own sequence of keys: `voice(1, 12)` is "klmnopqrstkl". */
export function voice(index: number, length: number): string {
  const alphabet = alphabetOf(index);
  return alphabet.repeat(Math.ceil(length / alphabet.length)).slice(0, length);
}

/** What one person has contributed to a text, in the order in which it stands there. */
export function partOf(index: number, text: string): string {
  const alphabet = alphabetOf(index);
  return [...text].filter((character) => alphabet.includes(character)).join("");
}

function alphabetOf(index: number): string {
  const alphabet = ALPHABETS[index];
  if (alphabet === undefined) throw new RangeError(`There are ${ALPHABETS.length} voices.`);
  return alphabet;
}
