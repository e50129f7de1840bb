/** Spaces, and whatever else would be trimmed or taken for a sign, as references that stand for the same characters. */
export function asReferences(spaces: string): string {
  return Array.from(spaces, (space) => `&#${space.codePointAt(0)};`).join("");
}
