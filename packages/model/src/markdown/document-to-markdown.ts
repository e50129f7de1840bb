import type { Block, Run } from "../block.js";
import { CALLOUT, type CalloutKind } from "../callout.js";
import { CONTENTS } from "../contents.js";
import type { DocumentContent } from "../document-content.js";
import { embedText } from "../embed-text.js";
import { EQUATION } from "../equation.js";
import { IMAGE } from "../image.js";
import { type NormalBlock, normalizeBlock, propOf } from "../schema.js";
import { OpenSections } from "../section.js";
import { SECTION } from "../section-type.js";
import { WEB_EMBED } from "../web-embed.js";
import { wellFormed } from "../well-formed.js";
import { EMPTY_TEXT } from "./block-reader.js";
import { calloutSign } from "./callout.js";
import { CONTENTS_SIGN } from "./contents.js";
import { writeEquationBlock } from "./equation.js";
import { writeEmbedBlock, writeImageBlock } from "./image.js";
import { writeInlines } from "./inline-writer.js";
import { ListWriter } from "./list-writer.js";
import { longestRun } from "./longest-run.js";
import { asReferences } from "./references.js";
import { writeTable } from "./table-writer.js";

/**
 * Writes a document as Markdown that `markdownToDocument` reads as the same title and blocks, and other readers as
 * near to them as they can. Underline and the like are written as HTML tags. What Markdown has no words for is lost:
 * alignment outside of tables, widths of pictures, indents of other blocks than list items beyond the section that they stand in, merged cells, and what only an unknown block's
 * properties say.
 */
export function documentToMarkdown({ title, blocks }: DocumentContent): string {
  const lists = new ListWriter();
  const sections = new OpenSections();
  let markdown = writeTitle(title, blocks);
  let previous = "";
  for (const block of blocks) {
    const normal = normalizeBlock(block.type, Object.entries(block.props ?? {}));
    const begin = beginOf(normal);
    const ended = sections.receive(normal);
    if (ended > 0) {
      markdown += "\n\n</details>".repeat(ended);
      previous = "";
    }
    if (normal.type === "list-item") {
      const item = lists.write(normal, (columns) => writeText(block.runs, columns));
      if (markdown !== "") markdown += previous !== "list-item" || item.needsBlankLine ? "\n\n" : "\n";
      markdown += item.text;
    } else {
      lists.end();
      const isInQuote = begin.startsWith(">") && begin === previous;
      if (markdown !== "") markdown += isInQuote ? "\n>\n" : "\n\n";
      if (!isInQuote && normal.type === CALLOUT) markdown += `${begin}\n`;
      markdown += block.table === undefined ? writeBlock(normal, block.runs) : writeTable(block.table);
      const caption = block.table === undefined ? "" : writeInlines(block.runs);
      if (caption !== "") markdown += `\n\n${writeText(block.runs, 0)}`;
    }
    previous = begin;
  }
  markdown += "\n\n</details>".repeat(sections.depth);
  return markdown === "" ? "" : `${markdown}\n`;
}

/** What blocks begin with that stand together, or have to be kept apart. */
function beginOf(block: NormalBlock): string {
  switch (block.type) {
    case "quote":
      return ">";
    case CALLOUT:
      return `> ${calloutSign(propOf(block, "kind") as CalloutKind)}`;
    default:
      return block.type;
  }
}

/** Without a title, a document that begins with a heading is told apart by an empty one before it. */
function writeTitle(title: string, blocks: readonly Block[]): string {
  if (title !== "") return `# ${writeHeading([{ text: title }])}`;
  const [first] = blocks;
  if (first?.type !== "heading") return "";
  const normal = normalizeBlock(first.type, Object.entries(first.props ?? {}));
  return propOf(normal, "level") === 1 ? "#" : "";
}

function writeBlock(block: NormalBlock, runs: readonly Run[]): string {
  switch (block.type) {
    case "heading":
      return `${"#".repeat(Number(propOf(block, "level")))} ${writeHeading(runs)}`.trimEnd();
    case "quote":
    case CALLOUT:
      return `> ${writeText(runs, 0).replaceAll("\n", "\n> ")}`;
    case SECTION:
      // Between blank lines, so that its words are read as Markdown and not as HTML.
      return `<details open>\n<summary>\n\n${writeText(runs, 0)}\n\n</summary>`;
    case "divider":
      return runs.length === 0 ? "---" : `---\n\n${writeText(runs, 0)}`;
    case CONTENTS:
      return runs.length === 0 ? CONTENTS_SIGN : `${CONTENTS_SIGN}\n\n${writeText(runs, 0)}`;
    case IMAGE:
      return writeImageBlock(block, runs.length === 0 ? "" : writeText(runs, 0)) ?? writeText(runs, 0);
    case WEB_EMBED:
      return writeEmbedBlock(block, runs.length === 0 ? "" : writeText(runs, 0)) ?? writeText(runs, 0);
    case EQUATION:
      return writeEquationBlock(rawText(runs));
    case "code":
      return writeCode(runs, String(propOf(block, "language")));
    default:
      return writeText(runs, 0);
  }
}

/** The text of a block; lines after the first begin with as many spaces as `columns` says. */
function writeText(runs: readonly Run[], columns: number): string {
  const markdown = writeInlines(runs);
  if (markdown === "") return EMPTY_TEXT;
  const lines = markdown.replace(/\\\n$/, "&#10;").split("\n").map(escapeLineStart);
  return escapeEnd(lines.join(`\n${" ".repeat(columns)}`));
}

/** A heading is one line. Number signs at its end would be taken as part of the sign. */
function writeHeading(runs: readonly Run[]): string {
  const line = writeInlines(runs).replaceAll("\\\n", "<br>").replace(/^\s+/u, asReferences);
  return escapeEnd(line).replace(/#$/, "\\#");
}

/** Escapes what means a block at the beginning of a line: space, `#`, `>`, `-`, `+`, `1.`, underlines of headings and tables. */
function escapeLineStart(line: string): string {
  return line
    .replace(/^\s+/u, asReferences)
    .replace(/^(?=#{1,6}(?:\s|$)|>|[-+](?:\s|$)|=+\s*$|[|:-][|:\-\s]*$)/u, "\\")
    .replace(/^(\d{1,9})(?=[.)](?:\s|$))/u, "$1\\");
}

/** Spaces at the end would be taken off. Not a regular expression, which would try each space in the middle too. */
function escapeEnd(text: string): string {
  const trimmed = text.trimEnd();
  return trimmed + asReferences(text.slice(trimmed.length));
}

function rawText(runs: readonly Run[]): string {
  return wellFormed(runs.map((run) => ("text" in run ? run.text : embedText(run))).join(""));
}

function writeCode(runs: readonly Run[], language: string): string {
  const text = rawText(runs);
  const fence = "`".repeat(Math.max(3, longestRun(text, "`") + 1));
  const info = language.replace(/[^\w+.#-]/gu, asReferences);
  return `${fence}${info}\n${text === "" ? "" : `${text}\n`}${fence}`;
}
