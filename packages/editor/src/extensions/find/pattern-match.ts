import type { Span } from "./find-in-text.js";

/** What a regular expression has found. */
export interface PatternMatch extends Span {
  /** The text itself, then what its groups have caught. */
  readonly caught: readonly (string | undefined)[];
  readonly named: Readonly<Record<string, string | undefined>>;
}

/** All in one text. Matches of nothing are left out: there is nothing to be shown, selected or replaced. */
export function matchPattern(expression: RegExp, text: string): PatternMatch[] {
  const matches: PatternMatch[] = [];
  for (const match of text.matchAll(expression)) {
    const [found] = match;
    if (found === "") continue;
    matches.push({
      start: match.index,
      end: match.index + found.length,
      caught: [...match],
      named: { ...match.groups },
    });
  }
  return matches;
}

/** Fills in `$&`, `$1` … `$99`, `$<name>` and `$$`, as JavaScript has them; a group that there is not stays as it is written. */
export function fillIn(replacement: string, { caught, named }: PatternMatch): string {
  return replacement.replace(/\$(?:(\$)|(&)|(\d{1,2})|<([^>]*)>)/g, (sign, dollar, all, digits, name) => {
    if (dollar !== undefined) return "$";
    if (all !== undefined) return caught[0] ?? "";
    if (digits === undefined) return Object.hasOwn(named, name) ? (named[name] ?? "") : sign;
    // `$12` is group 1 and a 2 where there are fewer than 12.
    for (const length of [2, 1]) {
      const group = Number(digits.slice(0, length));
      if (group > 0 && group < caught.length) return (caught[group] ?? "") + digits.slice(length);
    }
    return sign;
  });
}
