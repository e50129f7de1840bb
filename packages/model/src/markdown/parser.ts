import createMarkdownIt, { type MarkdownIt } from "markdown-it";
import { bareAddress } from "./bare-address.js";
import { equationBlock, equationInline } from "./equation.js";

/** Longer Markdown, in UTF-16 units, is taken as plain text: no reader should wait for it. */
export const MAX_MARKDOWN_LENGTH = 5 * 1024 * 1024;

/** Quotes and lists nested deeper than this (a list counts twice) are no document that anybody wrote. */
export const MAX_NESTING = 100;

let parser: MarkdownIt | undefined;

/**
 * CommonMark with GitHub's tables, strikethrough, formulas and bare addresses. markdown-it, since its cost stays in proportion
 * to the input whatever the input is, and since it gives a flat list of tokens, as our documents are flat.
 */
export function markdownParser(): MarkdownIt {
  parser ??= createParser();
  return parser;
}

function createParser(): MarkdownIt {
  const markdown = createMarkdownIt({
    html: true,
    linkify: true,
    typographer: false,
    maxNesting: MAX_NESTING,
  });
  // Inlines are read one block at a time.
  markdown.core.ruler.enableOnly(["normalize", "block"]);
  markdown.inline.ruler.before("escape", "equation", equationInline);
  markdown.block.ruler.before("fence", "equation", equationBlock, {
    alt: ["paragraph", "reference", "blockquote", "list"],
  });
  markdown.inline.ruler.at("linkify", bareAddress);
  // Addresses are kept as they were written; which of them become links is for `safeUrl` to say.
  markdown.validateLink = () => true;
  markdown.normalizeLink = (url) => url;
  markdown.normalizeLinkText = (url) => url;
  return markdown;
}
