import { isoDate, TABLE_LIMITS } from "@motet/model";
import { readCheck } from "./list-check.js";
import { marksOf, styleOf } from "./page-marks.js";
import { cleanText } from "./page-text.js";
import { placeWordItem, readWordItem } from "./word-list.js";

/** Beyond these a page is taken as its text. */
export const PAGE_LIMITS = { maxLength: 5 * 1024 * 1024, maxElements: 50_000, maxDepth: 60 } as const;

/** What has no words of its own, or words that are not the page's text. */
const DROPPED = new Set(
  "script style template noscript svg math iframe frame object embed applet head title meta link base audio video canvas map button select textarea input datalist progress meter dialog colgroup col".split(
    " ",
  ),
);
const BLOCKS = new Set("P H1 H2 H3 H4 H5 H6 UL OL LI BLOCKQUOTE PRE HR TABLE DIV ASIDE".split(" "));
/** Blocks that cannot stand in an item or a quote: there they are lines of it. */
const LINES = new Set("p h1 h2 h3 h4 h5 h6 blockquote div section article".split(" "));
const SECTIONS = new Set(
  "div section article main header footer nav figure figcaption address dl dt dd details summary center".split(
    " ",
  ),
);
const URL_SCHEME = /^(?:https?|mailto|tel):/i;

interface Step {
  readonly node: Node;
  readonly into: Element;
  readonly depth: number;
}

/**
 * A page as programs and sites put it on the clipboard, with nothing left but structure, marks and safe links; `null` where there
 * is more of it than fits. The source is only read: nothing in it has run or been asked for.
 */
export function tidyPage(source: Document): Document | null {
  const page = source.implementation.createHTMLDocument("");
  const steps: Step[] = childSteps(source.body, page.body, 0);
  let elements = 0;
  for (let step = steps.pop(); step !== undefined; step = steps.pop()) {
    const { node, into, depth } = step;
    if (node.nodeType === 3) appendText(into, node.nodeValue ?? "");
    if (node.nodeType !== 1) continue;
    if (++elements > PAGE_LIMITS.maxElements) return null;
    const place = placeElement(node as Element, into, depth);
    if (place === "too much") return null;
    if (place !== null) steps.push(...childSteps(node, place, depth + 1));
  }
  for (const code of page.querySelectorAll("pre")) trimEnd(code);
  return page;
}

/** The newline that ends the last line of code is not a line of its own. */
function trimEnd({ lastChild }: Element): void {
  if (lastChild?.nodeType === 3) lastChild.nodeValue = lastChild.nodeValue?.replace(/\n$/, "") ?? "";
}

/** Last child first: the steps are a stack. */
function childSteps(node: Node, into: Element, depth: number): Step[] {
  const steps: Step[] = [];
  for (let child = node.lastChild; child !== null; child = child.previousSibling)
    steps.push({ node: child, into, depth });
  return steps;
}

/** Where the children of an element belong; `null` where they are left out. */
function placeElement(element: Element, into: Element, depth: number): Element | "too much" | null {
  const tag = element.tagName.toLowerCase();
  if (DROPPED.has(tag) || isHidden(element)) return null;
  if (tag === "img") {
    appendText(
      into,
      /^\p{Extended_Pictographic}/u.test(element.getAttribute("alt") ?? "")
        ? (element.getAttribute("alt") ?? "")
        : "",
    );
    return null;
  }
  if (into.closest("pre") !== null) {
    if (tag === "br" || (SECTIONS.has(tag) && into.lastChild?.nodeValue?.endsWith("\n") === false))
      into.append("\n");
    return into;
  }
  if (tag === "br") {
    if (!element.classList.contains("Apple-interchange-newline") && !isBetweenBlocks(element, into))
      append(into, "br");
    return null;
  }
  if (depth > PAGE_LIMITS.maxDepth) return into;
  const item = tag === "p" || tag === "div" ? readWordItem(element) : null;
  if (item !== null) return withMarks(element, placeWordItem(into, item));
  if ((into.tagName === "LI" || into.tagName === "BLOCKQUOTE") && LINES.has(tag)) {
    if (into.lastChild !== null && !endsInBlock(into)) append(into, "br");
    return withMarks(element, into);
  }
  if (tag === "ul" || tag === "ol") return placeList(element, into, tag);
  if (tag === "li") return placeItem(element, into);
  if (tag === "hr") {
    append(into, "hr");
    return null;
  }
  if (tag === "nav" && element.hasAttribute("data-contents")) {
    append(into, "nav", { "data-contents": "" });
    return null;
  }
  if (tag === "pre" || isCodeEditor(element)) return placeCode(element, into);
  if (/^h[1-6]$/.test(tag)) return aligned(element, append(into, tag));
  if (tag === "p") return placeParagraph(element, into);
  if (tag === "blockquote") return append(into, "blockquote");
  if (tag === "aside" || tag === "div") return withMarks(element, placeBox(element, into, tag));
  if ((tag === "details" || tag === "summary") && into.closest("li, blockquote, td, th, summary") === null)
    return append(into, tag);
  if (SECTIONS.has(tag)) return append(into, "div");
  if (/^(?:table|caption|thead|tbody|tfoot|tr|td|th)$/.test(tag)) return placeTablePart(element, into, tag);
  if (tag === "time") {
    const datetime = isoDate(element.getAttribute("datetime"));
    return withMarks(element, datetime === null ? into : append(into, "time", { datetime }));
  }
  if (tag === "a") {
    const href = element.getAttribute("href")?.trim() ?? "";
    return withMarks(element, URL_SCHEME.test(href) ? append(into, "a", { href }) : into);
  }
  return withMarks(element, into);
}

function placeList(element: Element, into: Element, tag: "ul" | "ol"): Element {
  const list = append(into, tag);
  const start = Number(element.getAttribute("start"));
  if (tag === "ol" && Number.isSafeInteger(start) && start > 1) list.setAttribute("start", String(start));
  return list;
}

function placeItem(element: Element, into: Element): Element {
  if (into.tagName !== "UL" && into.tagName !== "OL") return append(into, "div");
  const checked = readCheck(element);
  const item = append(into, "li");
  if (checked !== null) {
    into.setAttribute("__lexicallisttype", "check");
    item.setAttribute("aria-checked", String(checked));
  }
  return withMarks(element, item);
}

function placeParagraph(element: Element, into: Element): Element | null {
  const { classList } = element;
  if (classList.contains("markdown-alert-title")) return null;
  if (classList.contains("MsoTitle")) return append(into, "h1");
  const isQuote = classList.contains("MsoQuote") || classList.contains("MsoIntenseQuote");
  return withMarks(element, aligned(element, append(into, isQuote ? "blockquote" : "p")));
}

/** A box of no meaning, or a callout: ours, or GitHub's. */
function placeBox(element: Element, into: Element, tag: "aside" | "div"): Element {
  const kind = element.getAttribute("data-callout");
  if (tag === "aside" && kind !== null) return append(into, tag, { "data-callout": kind });
  const alert = /\bmarkdown-alert-[a-z]+/.exec(element.className)?.[0];
  return append(into, "div", alert === undefined ? {} : { class: alert });
}

function placeCode(element: Element, into: Element): Element {
  const near = [element, element.firstElementChild, element.parentElement];
  const names = near.map((each) => `${each?.className ?? ""} `).join("");
  const language = /\b(?:language-|lang-|highlight-source-)([\w+#-]+)/.exec(names)?.[1];
  return append(into, "pre", language === undefined ? {} : { "data-language": language });
}

/** The box of lines that code editors put on the clipboard. */
function isCodeEditor(element: Element): boolean {
  const style = styleOf(element);
  return element.tagName === "DIV" && /white-space:\s*pre\s*(?:;|$)/i.test(style) && /monospace/i.test(style);
}

function placeTablePart(element: Element, into: Element, tag: string): Element | "too much" | null {
  const isInCell = into.closest("td,th") !== null;
  switch (tag) {
    case "table":
      return append(into, isInCell ? "div" : "table");
    case "caption": {
      if (into.tagName !== "TABLE") return into;
      const caption = into.ownerDocument.createElement("p");
      into.before(caption);
      return caption;
    }
    case "tr":
      if (into.tagName !== "TABLE") return append(into, "div");
      return into.childElementCount >= TABLE_LIMITS.maxRows ? "too much" : append(into, "tr");
    case "td":
    case "th":
      if (into.tagName !== "TR") return withMarks(element, into);
      return placeCell(element, into, tag);
    default:
      return into;
  }
}

function placeCell(element: Element, row: Element, tag: "td" | "th"): Element | "too much" {
  const columnSpan = span(element, "colspan");
  const taken = [...row.children].reduce((sum, cell) => sum + span(cell, "colspan"), 0);
  if (taken + columnSpan > TABLE_LIMITS.maxColumns) return "too much";
  const isHead = tag === "th" || element.parentElement?.parentElement?.tagName === "THEAD";
  const cell = append(row, isHead ? "th" : "td");
  const rowSpan = span(element, "rowspan");
  if (columnSpan > 1) cell.setAttribute("colspan", String(columnSpan));
  if (rowSpan > 1) cell.setAttribute("rowspan", String(Math.min(rowSpan, TABLE_LIMITS.maxRows)));
  return isHead ? cell : withMarks(element, cell);
}

function span(cell: Element, name: "colspan" | "rowspan"): number {
  const count = Number(cell.getAttribute(name));
  return Number.isSafeInteger(count) && count > 1 ? count : 1;
}

function isHidden(element: Element): boolean {
  return (
    element.hasAttribute("hidden") ||
    /(?:display:\s*none|visibility:\s*hidden|mso-hide:\s*all|mso-list:\s*ignore)/i.test(styleOf(element))
  );
}

/** A gap between blocks is the page's spacing, not an empty block. */
function isBetweenBlocks(element: Element, into: Element): boolean {
  const next = element.nextElementSibling;
  return endsInBlock(into) && (next === null || next.tagName === "BR" || BLOCKS.has(next.tagName));
}

function endsInBlock({ lastChild }: Element): boolean {
  return lastChild?.nodeType === 1 && BLOCKS.has((lastChild as Element).tagName);
}

function aligned(element: Element, block: Element): Element {
  const align =
    /text-align:\s*(center|right|justify)/i.exec(styleOf(element))?.[1] ?? element.getAttribute("align");
  if (align !== null && /^(?:center|right|justify)$/i.test(align))
    block.setAttribute("style", `text-align: ${align.toLowerCase()}`);
  return block;
}

/** The innermost of the marks that an element gives to what is in it. */
function withMarks(element: Element, into: Element): Element {
  return marksOf(element).reduce(
    (around, { tag, style }) => append(around, tag, style === undefined ? {} : { style }),
    into,
  );
}

function append(into: Element, tag: string, attributes: Readonly<Record<string, string>> = {}): Element {
  const element = into.ownerDocument.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  into.append(element);
  return element;
}

function appendText(into: Element, text: string): void {
  const clean = cleanText(text);
  if (clean === "") return;
  const isBeforeText = endsInBlock(into) || (into.lastChild === null && into.tagName !== "SPAN");
  if (isBeforeText && into.tagName !== "PRE" && /^[ \t\r\n]*$/.test(clean)) return;
  into.append(clean);
}
