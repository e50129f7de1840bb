/** How deep each heading stands in a table of contents, from 0: below as many headings as are of a higher rank and still go on. Never more than one deeper than the one before. */
export function headingDepths(levels: readonly number[]): number[] {
  const open: number[] = [];
  return levels.map((level) => {
    while (open.length > 0 && (open.at(-1) ?? 0) >= level) open.pop();
    return open.push(level) - 1;
  });
}
