/** Whether each word that is wanted begins one of the text's. */
export function hasWords(text: string, wanted: string): boolean {
  const words = text.split(/\s+/);
  return wanted.split(/\s+/).every((want) => words.some((word) => word.startsWith(want)));
}

/** Without accents and capitals. */
export function plain(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}
