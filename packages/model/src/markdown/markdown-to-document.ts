import type { Env } from "markdown-it";
import type { Block, Run } from "../block.js";
import type { DocumentContent } from "../document-content.js";
import { embedText } from "../embed-text.js";
import { MAX_TITLE_LENGTH, toTitle } from "../title.js";
import { wellFormed } from "../well-formed.js";
import { BlockReader } from "./block-reader.js";
import { MAX_MARKDOWN_LENGTH, MAX_NESTING, markdownParser } from "./parser.js";

/**
 * Reads Markdown (CommonMark, with GitHub's tables, task lists, strikethrough and bare addresses) as a document.
 * A heading of the first level at the very beginning is the title. Never throws; what has no block of its own
 * (HTML, rules, images in a sentence) is kept as text; what is too long or too deep to be a document is taken as plain text.
 */
export function markdownToDocument(markdown: string): DocumentContent {
  const source = wellFormed(markdown.replace(/^\ufeff/, ""));
  if (source.length > MAX_MARKDOWN_LENGTH) return { title: "", blocks: plainBlocks(source) };

  const env: Env = {};
  const tokens = markdownParser().parse(source, env);
  // The parser leaves out what is nested deeper.
  if (tokens.some(({ level }) => level >= MAX_NESTING - 1)) return { title: "", blocks: plainBlocks(source) };

  const reader = new BlockReader(env);
  for (const token of tokens) reader.receive(token);
  const { blocks } = reader;

  const title = tokens[0]?.tag === "h1" && blocks[0] ? textOf(blocks[0].runs).trim() : undefined;
  // Whoever has so long a first heading gets it as a heading: nothing of it may be cut off.
  if (title === undefined || Array.from(title).length > MAX_TITLE_LENGTH) return { title: "", blocks };
  return { title: toTitle(title), blocks: blocks.slice(1) };
}

function plainBlocks(text: string): Block[] {
  return text
    .split(/\n{2,}/)
    .filter((part) => part.trim() !== "")
    .map((part) => ({ type: "paragraph", runs: [{ text: part.replace(/^\n|\n$/g, "") }] }));
}

function textOf(runs: readonly Run[]): string {
  return runs.map((run) => ("text" in run ? run.text : embedText(run))).join("");
}
