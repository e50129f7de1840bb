export interface FindQuery {
  readonly text: string;
  readonly matchesCase: boolean;
  readonly isWholeWord: boolean;
  /** Whether the text is a regular expression. */
  readonly isPattern?: boolean;
}

/** A stretch of a block's text, in UTF-16 units. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export type FindInText = (text: string) => Span[];

/** Finds what is asked for in one text, in time proportional to it. */
export function findInText(query: FindQuery): FindInText {
  if (query.text === "") return () => [];
  const expression = expressionOf({ ...query, text: query.text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&") });
  return (searched) =>
    [...searched.matchAll(expression)].map(({ index, 0: found }) => ({
      start: index,
      end: index + found.length,
    }));
}

/** Throws a `SyntaxError` for what is no regular expression. */
export function expressionOf({ text, matchesCase, isWholeWord }: FindQuery): RegExp {
  // By itself first: brackets that are wrong may be right inside of others.
  const alone = new RegExp(text, matchesCase ? "gmu" : "gimu");
  return isWholeWord ? new RegExp(`(?<!${LETTER})(?:${text})(?!${LETTER})`, alone.flags) : alone;
}

const LETTER = "[\\p{L}\\p{M}\\p{N}_]";
