import type { Block, EmbedRun, Run, Table } from "./block.js";
import { CALLOUT } from "./callout.js";
import { CONTENTS } from "./contents.js";
import { DATE, isoDate } from "./date.js";
import type { DocumentContent } from "./document-content.js";
import { embedText } from "./embed-text.js";
import { EQUATION, equationSource } from "./equation.js";
import { type HeadingIds, headingIds, writeContents } from "./html-contents.js";
import { HtmlLists } from "./html-lists.js";
import { IMAGE, readImage } from "./image.js";
import { runLink } from "./mention.js";
import {
  BACKGROUND,
  COLORS,
  type Color,
  type NormalBlock,
  normalizeBlock,
  propOf,
  TEXT_COLOR,
  TEXT_FORMATS,
  type TextFormat,
} from "./schema.js";
import { OpenSections } from "./section.js";
import { SECTION } from "./section-type.js";
import { placeCells } from "./table-cells.js";
import { isColor } from "./table-props.js";
import { WEB_EMBED, webEmbedOf } from "./web-embed.js";
import { wellFormed } from "./well-formed.js";

const TAGS: Readonly<Record<TextFormat, string>> = {
  bold: "strong",
  italic: "em",
  underline: "u",
  strikethrough: "s",
  code: "code",
  subscript: "sub",
  superscript: "sup",
  highlight: "mark",
};

/**
 * Writes a document as HTML to stand inside a page's body: semantic elements, no classes but the language of code and
 * (as Pandoc has them) of formulas, no
 * scripts whatever the document holds, links to safe addresses only (see `safeUrl`). The title is a first `h1`.
 */
export function documentToHtml({ title, blocks }: DocumentContent): string {
  const lines: string[] = title === "" ? [] : [`<h1>${escapeHtml(title)}</h1>`];
  writeFlow(blocks, lines, headingIds(blocks));
  return lines.join("\n");
}

function writeFlow(blocks: readonly Block[], lines: string[], ids: HeadingIds): void {
  const lists = new HtmlLists();
  const sections = new OpenSections();
  let around = NOTHING;
  for (const each of blocks) {
    const { type, props, runs, table } = each;
    const block = normalizeBlock(type, Object.entries(props ?? {}));
    if (block.type !== "list-item") lines.push(...lists.end());
    const next = aroundOf(block);
    const ended = sections.receive(block);
    if (around.opening !== next.opening || ended > 0) {
      lines.push(...[around.closing, ...closeSections(ended), next.opening].filter((tag) => tag !== ""));
      around = next;
    }
    if (block.type === "list-item") lines.push(...lists.item(block, writeRuns(runs), alignment(block)));
    else if (table !== undefined) writeTable(table, runs, lines, ids);
    else if (block.type === CONTENTS) lines.push(writeContentsBlock(ids, runs));
    else lines.push(writeBlock(block, runs, ids.get(each)));
  }
  lines.push(...lists.end());
  if (around.closing !== "") lines.push(around.closing);
  lines.push(...closeSections(sections.depth));
}

function closeSections(count: number): string[] {
  return Array.from({ length: count }, () => "</details>");
}

interface Around {
  readonly opening: string;
  readonly closing: string;
}

const NOTHING: Around = { opening: "", closing: "" };
const QUOTE: Around = { opening: "<blockquote>", closing: "</blockquote>" };

/** The element around a block, which it shares with neighbours of the same kind. */
function aroundOf(block: NormalBlock): Around {
  switch (block.type) {
    case "quote":
      return QUOTE;
    case CALLOUT:
      return { opening: `<aside data-callout="${String(propOf(block, "kind"))}">`, closing: "</aside>" };
    default:
      return NOTHING;
  }
}

function writeTable(table: Table, caption: readonly Run[], lines: string[], ids: HeadingIds): void {
  lines.push("<table>");
  const text = writeRuns(caption);
  if (text !== "") lines.push(`<caption>${text}</caption>`);
  if (table.columns.some(({ width }) => width !== undefined)) {
    const columns = table.columns.map(({ width }) =>
      width === undefined ? "<col>" : `<col style="width: ${Number(width)}px">`,
    );
    lines.push(`<colgroup>${columns.join("")}</colgroup>`);
  }
  lines.push("<tbody>");
  const placed = placeCells(table);
  let next = 0;
  table.rows.forEach((row, top) => {
    lines.push("<tr>");
    for (let cell = placed[next]; cell?.top === top; cell = placed[++next]) {
      const isColumnHead = row.header === true;
      const isRowHead = table.columns[cell.left]?.header === true;
      const tag = isColumnHead || isRowHead ? "th" : "td";
      const scope = isColumnHead ? ' scope="col"' : isRowHead ? ' scope="row"' : "";
      const rows = (cell.rowSpan ?? 1) > 1 ? ` rowspan="${cell.rowSpan}"` : "";
      const columns = (cell.columnSpan ?? 1) > 1 ? ` colspan="${cell.columnSpan}"` : "";
      const color = isColor(cell.background) ? ` style="background-color: ${cell.background}"` : "";
      lines.push(`<${tag}${scope}${rows}${columns}${color}>`);
      writeFlow(cell.blocks, lines, ids);
      lines.push(`</${tag}>`);
    }
    lines.push("</tr>");
  });
  lines.push("</tbody>", "</table>");
}

function writeBlock(block: NormalBlock, runs: readonly Run[], id?: string): string {
  switch (block.type) {
    case "heading": {
      const level = Number(propOf(block, "level"));
      const name = id === undefined ? "" : ` id="${id}"`;
      return `<h${level}${name}${alignment(block)}>${writeRuns(runs)}</h${level}>`;
    }
    case SECTION:
      return `<details open>\n<summary${alignment(block)}>${writeRuns(runs)}</summary>`;
    case "divider":
      return runs.length === 0 ? "<hr>" : `<hr>\n<p>${writeRuns(runs)}</p>`;
    case IMAGE:
      return writeImage(block, runs);
    case WEB_EMBED:
      return writeEmbed(block, runs);
    case EQUATION:
      return `<p class="math display">\\[${escapeHtml(runs.map(textOf).join(""))}\\]</p>`;
    case "code": {
      const language = String(propOf(block, "language"));
      const attribute = language === "" ? "" : ` class="language-${escapeHtml(language)}"`;
      return `<pre><code${attribute}>${escapeHtml(runs.map(textOf).join(""))}</code></pre>`;
    }
    default:
      return `<p${alignment(block)}>${writeRuns(runs)}</p>`;
  }
}

function writeContentsBlock(ids: HeadingIds, runs: readonly Run[]): string {
  const contents = writeContents(ids, (heading) => escapeHtml(heading.runs.map(textOf).join("").trim()));
  return runs.length === 0 ? contents : `${contents}\n<p>${writeRuns(runs)}</p>`;
}

function writeImage(block: NormalBlock, runs: readonly Run[]): string {
  const { src, alt, width, align, naturalWidth, naturalHeight } = readImage(block);
  const caption = writeRuns(runs);
  if (src === null) return `<p>${caption || escapeHtml(wellFormed(alt))}</p>`;
  const natural =
    naturalWidth > 0 && naturalHeight > 0 ? ` width="${naturalWidth}" height="${naturalHeight}"` : "";
  const styles = `max-width: 100%; height: auto${width > 0 ? `; width: ${width}px` : ""}`;
  const image = `<img src="${escapeHtml(src)}" alt="${escapeHtml(wellFormed(alt))}"${natural} style="${styles}">`;
  const around = align === "" ? "" : ` style="text-align: ${align}"`;
  return `<figure${around}>${image}${caption === "" ? "" : `<figcaption>${caption}</figcaption>`}</figure>`;
}

function writeEmbed(block: NormalBlock, runs: readonly Run[]): string {
  const embed = webEmbedOf(block);
  const caption = writeRuns(runs);
  if (embed === null) return `<p>${caption}</p>`;
  const link = `<a href="${escapeHtml(embed.url)}" rel="noopener noreferrer">${escapeHtml(embed.site)}</a>`;
  return `<figure>${link}${caption === "" ? "" : `<figcaption>${caption}</figcaption>`}</figure>`;
}

function alignment(block: NormalBlock): string {
  const align = propOf(block, "align");
  return typeof align === "string" && /^[a-z]+$/.test(align) ? ` style="text-align: ${align}"` : "";
}

/** Neighbouring runs of one link share its element. */
function writeRuns(runs: readonly Run[]): string {
  let html = "";
  let open: string | null = null;
  for (const run of runs) {
    const url = runLink(run);
    if (url !== open) {
      if (open !== null) html += "</a>";
      if (url !== null) html += `<a href="${escapeHtml(url)}" rel="noopener noreferrer">`;
      open = url;
    }
    html += writeRun(run);
  }
  return open === null ? html : `${html}</a>`;
}

function writeRun(run: Run): string {
  const tags = TEXT_FORMATS.filter((format) => run.attributes?.[format] === true).map(
    (format) => TAGS[format],
  );
  const opening = tags.map((tag) => `<${tag}>`).join("");
  const closing = tags
    .toReversed()
    .map((tag) => `</${tag}>`)
    .join("");
  const text = opening + ("text" in run ? writeText(run.text) : writeEmbedRun(run)) + closing;
  const style = colorStyle(run);
  return style === "" ? text : `<span style="${style}">${text}</span>`;
}

function writeEmbedRun(run: EmbedRun): string {
  const { embed } = run;
  if (embed.type === EQUATION)
    return `<span class="math inline">\\(${escapeHtml(wellFormed(equationSource(embed.source)))}\\)</span>`;
  const date = embed.type === DATE ? isoDate(embed.date) : null;
  return date === null ? writeText(embedText(run)) : `<time datetime="${date}">${date}</time>`;
}

function writeText(text: string): string {
  return escapeHtml(wellFormed(text)).replaceAll("\n", "<br>");
}

/** Readable on white paper: an export has no theme. */
const ON_PAPER: Readonly<Record<Color, { readonly text: string; readonly mark: string }>> = {
  gray: { text: "#5f6368", mark: "#e8eaed" },
  red: { text: "#b3261e", mark: "#fbdcd9" },
  orange: { text: "#a14a00", mark: "#fde3c8" },
  yellow: { text: "#7a5c00", mark: "#fdf0b8" },
  green: { text: "#1e6b32", mark: "#d5efd9" },
  blue: { text: "#1a56b0", mark: "#d6e6fb" },
  purple: { text: "#6b35a8", mark: "#e9dcf8" },
  pink: { text: "#a32466", mark: "#fadbe9" },
};

function colorStyle({ attributes }: Run): string {
  const color = COLORS.find((name) => name === attributes?.[TEXT_COLOR]);
  const background = COLORS.find((name) => name === attributes?.[BACKGROUND]);
  const styles: string[] = [];
  if (color !== undefined) styles.push(`color: ${ON_PAPER[color].text}`);
  if (background !== undefined) styles.push(`background-color: ${ON_PAPER[background].mark}`);
  return styles.join("; ");
}

function textOf(run: Run): string {
  return wellFormed("text" in run ? run.text : embedText(run));
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Safe as text and inside a quoted attribute. Controls that HTML forbids are left out. */
function escapeHtml(text: string): string {
  return text
    .replace(/[^\P{Cc}\t\n]/gu, "")
    .replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
