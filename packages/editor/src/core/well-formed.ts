/** Replaces halves of characters (unpaired surrogates), which cannot be sent or stored, by U+FFFD. Keeps the length. */
export function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, "\ufffd");
}
