const FIRST = 0x4e00;
const FIRST_ASTRAL = 0x20000;

/** The nth character that is typed in a session: no two are alike, and some are surrogate pairs. */
export function token(n: number): string {
  return String.fromCodePoint(n % 7 === 3 ? FIRST_ASTRAL + n : FIRST + n);
}

export function tokensIn(text: string): string[] {
  return [...text].filter((character) => (character.codePointAt(0) as number) >= FIRST);
}

export function countTokens(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const each of tokensIn(text)) counts.set(each, (counts.get(each) ?? 0) + 1);
  return counts;
}
