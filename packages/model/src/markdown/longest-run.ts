/** How many of this character follow each other at most. */
export function longestRun(text: string, character: string): number {
  let longest = 0;
  let length = 0;
  for (const each of text) {
    length = each === character ? length + 1 : 0;
    longest = Math.max(longest, length);
  }
  return longest;
}
