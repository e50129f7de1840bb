import { type Attributes, LINK, TEXT_FORMATS } from "@motet/model";
import { TEXT_TYPE_TO_FORMAT } from "lexical";

/** How a piece of text looks in Lexical: its format bits, and the URL of the link around it. */
export interface Look {
  readonly format: number;
  readonly link: string | null;
}

export const PLAIN: Look = { format: 0, link: null };

const FORMAT_BITS = TEXT_FORMATS.map((key) => [key, TEXT_TYPE_TO_FORMAT[key] ?? 0] as const);

/** The format bits that the document keeps. Lexical's others (lowercase …) change only how a client draws. */
export const FORMAT_MASK = FORMAT_BITS.reduce((mask, [, bit]) => mask | bit, 0);

/** What attributes look like. Values of a wrong kind look like nothing, and stay as they are. */
export function lookOf(attributes: Attributes): Look {
  let format = 0;
  for (const [key, bit] of FORMAT_BITS) if (attributes[key] === true) format |= bit;
  const link = attributes[LINK];
  return format === 0 && typeof link !== "string"
    ? PLAIN
    : { format, link: typeof link === "string" ? link : null };
}

/** The attributes to set (`null`: to end) so that text that looks like `from` looks like `to`. */
export function attributeChanges(from: Look, to: Look): [key: string, value: true | string | null][] {
  const changes: [string, true | string | null][] = [];
  const differing = (from.format ^ to.format) & FORMAT_MASK;
  if (differing !== 0) {
    for (const [key, bit] of FORMAT_BITS) {
      if ((differing & bit) !== 0) changes.push([key, (to.format & bit) !== 0 ? true : null]);
    }
  }
  if (from.link !== to.link) changes.push([LINK, to.link]);
  return changes;
}

export function equalLooks(a: Look, b: Look): boolean {
  return ((a.format ^ b.format) & FORMAT_MASK) === 0 && a.link === b.link;
}
