const CONTEXT = 2;
const MAX_SHOWN = 12;

/**
 * Where two lists of lines part, readably: what stands only in the first with `-`, only in the second with `+`.
 * Null where they are equal.
 */
export function difference(first: readonly string[], second: readonly string[]): string | null {
  let start = 0;
  while (start < first.length && start < second.length && first[start] === second[start]) start += 1;
  if (start === first.length && start === second.length) return null;
  let end = 0;
  const shorter = Math.min(first.length, second.length) - start;
  while (end < shorter && first.at(-1 - end) === second.at(-1 - end)) end += 1;
  const before = Math.max(0, start - CONTEXT);
  return [
    before > 0 ? `  … ${before} more` : null,
    ...first.slice(before, start).map((line) => `  ${shorten(line)}`),
    ...marked("-", first.slice(start, first.length - end), second[start]),
    ...marked("+", second.slice(start, second.length - end), first[start]),
    ...first
      .slice(first.length - end)
      .slice(0, CONTEXT)
      .map((line) => `  ${shorten(line)}`),
    end > CONTEXT ? `  … ${end - CONTEXT} more` : null,
  ]
    .filter((line) => line !== null)
    .join("\n");
}

function marked(sign: string, lines: readonly string[], other: string | undefined): string[] {
  const shown = lines
    .slice(0, MAX_SHOWN)
    .map((line, i) => `${sign} ${i === 0 ? around(line, other) : shorten(line)}`);
  return lines.length > MAX_SHOWN ? [...shown, `${sign} … ${lines.length - MAX_SHOWN} more`] : shown;
}

const WIDTH = 160;

/** A long line, from a little before the character at which it parts from the other. */
function around(line: string, other = ""): string {
  let at = 0;
  while (at < line.length && line[at] === other[at]) at += 1;
  return at < WIDTH / 2 ? shorten(line) : `…${shorten(line.slice(at - WIDTH / 4))}`;
}

const shorten = (line: string): string => (line.length > WIDTH ? `${line.slice(0, WIDTH)}…` : line);
