/** The text with U+FFFD in place of halves of surrogate pairs, which Yjs could not encode, and "\n" for every line break. */
export function wellFormed(text: string): string {
  return text.replace(/\r\n?/g, "\n").replace(/\p{Surrogate}/gu, "\ufffd");
}
