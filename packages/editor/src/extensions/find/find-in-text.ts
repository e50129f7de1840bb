export interface FindQuery {
  readonly text: string;
  readonly matchesCase: boolean;
  readonly isWholeWord: boolean;
}

/** A stretch of a block's text, in UTF-16 units. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export type FindInText = (text: string) => Span[];

/** Finds what is asked for in one text, in time proportional to it. */
export function findInText({ text, matchesCase, isWholeWord }: FindQuery): FindInText {
  if (text === "") return () => [];
  const literal = text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
  const pattern = isWholeWord ? `(?<!${LETTER})${literal}(?!${LETTER})` : literal;
  const expression = new RegExp(pattern, matchesCase ? "gu" : "giu");
  return (searched) =>
    [...searched.matchAll(expression)].map(({ index, 0: found }) => ({
      start: index,
      end: index + found.length,
    }));
}

const LETTER = "[\\p{L}\\p{M}\\p{N}_]";
