import type { TextFormat } from "../schema.js";

/**
 * HTML tags that carry a text format: what Markdown has no sign for (underline), and what its signs cannot say at
 * some places (bold that ends with a space). The first tag of a format is the one that is written.
 */
const TAGS: ReadonlyMap<string, TextFormat> = new Map<string, TextFormat>([
  ["strong", "bold"],
  ["b", "bold"],
  ["em", "italic"],
  ["i", "italic"],
  ["u", "underline"],
  ["ins", "underline"],
  ["del", "strikethrough"],
  ["s", "strikethrough"],
  ["code", "code"],
  ["sub", "subscript"],
  ["sup", "superscript"],
  ["mark", "highlight"],
]);

export interface InlineTag {
  readonly format: TextFormat;
  readonly opens: boolean;
}

/** `<u>` or `</u>`, without attributes; `null` for every other tag. */
export function inlineTag(html: string): InlineTag | null {
  const match = /^<(\/?)([a-z]+)\s*>$/i.exec(html);
  const format = match?.[2] === undefined ? undefined : TAGS.get(match[2].toLowerCase());
  return format === undefined ? null : { format, opens: match?.[1] === "" };
}

export function isBreakTag(html: string): boolean {
  return /^<br\s*\/?>$/i.test(html);
}

/** The tag that is written for a format. */
export function tagOf(format: TextFormat): string {
  for (const [tag, tagFormat] of TAGS) if (tagFormat === format) return tag;
  throw new Error(`no tag for the format ${format}`);
}
