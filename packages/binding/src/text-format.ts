import { type Attributes, BACKGROUND, LINK, TEXT_COLOR, TEXT_FORMATS } from "@motet/model";
import { TEXT_TYPE_TO_FORMAT } from "lexical";
import { colorsOf, readTextStyle, textStyle } from "./text-color.js";

/** How a piece of text looks in Lexical: its format bits, its style (colors), and the URL of the link around it. */
export interface Look {
  readonly format: number;
  readonly style: string;
  readonly link: string | null;
}

export const PLAIN: Look = { format: 0, style: "", link: null };

const FORMAT_BITS = TEXT_FORMATS.map((key) => [key, TEXT_TYPE_TO_FORMAT[key] ?? 0] as const);

/** The format bits that the document keeps. Lexical's others (lowercase …) change only how a client draws. */
export const FORMAT_MASK = FORMAT_BITS.reduce((mask, [, bit]) => mask | bit, 0);

/** What attributes look like. Values of a wrong kind look like nothing, and stay as they are. */
export function lookOf(attributes: Attributes): Look {
  let format = 0;
  for (const [key, bit] of FORMAT_BITS) if (attributes[key] === true) format |= bit;
  const link = attributes[LINK];
  const style = textStyle(colorsOf(attributes));
  return format === 0 && style === "" && typeof link !== "string"
    ? PLAIN
    : { format, style, link: typeof link === "string" ? link : null };
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
  if (from.style !== to.style) {
    const [before, after] = [readTextStyle(from.style), readTextStyle(to.style)];
    if (before?.color !== after?.color) changes.push([TEXT_COLOR, after?.color ?? null]);
    if (before?.background !== after?.background) changes.push([BACKGROUND, after?.background ?? null]);
  }
  if (from.link !== to.link) changes.push([LINK, to.link]);
  return changes;
}

export function equalLooks(a: Look, b: Look): boolean {
  return ((a.format ^ b.format) & FORMAT_MASK) === 0 && a.style === b.style && a.link === b.link;
}
