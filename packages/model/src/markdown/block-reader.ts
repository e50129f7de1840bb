import type { Env, Token } from "markdown-it";
import type { Block, Json, Run } from "../block.js";
import { CALLOUT, type CalloutKind } from "../callout.js";
import { CONTENTS } from "../contents.js";
import { EQUATION } from "../equation.js";
import { BLOCK_SCHEMAS, MAX_INDENT } from "../schema.js";
import { SECTION } from "../section-type.js";
import { readCalloutSign } from "./callout.js";
import { isContentsSign } from "./contents.js";
import { DetailsReader } from "./details-reader.js";
import { EQUATION_BLOCK } from "./equation.js";
import { readImageBlock } from "./image.js";
import { readInlines } from "./inline-reader.js";
import { inlineTag, isBreakTag } from "./inline-tags.js";
import { markdownParser } from "./parser.js";
import { RunList } from "./run-list.js";
import { TableReader } from "./table-reader.js";

interface List {
  readonly ordered: boolean;
  /** Of the next item. */
  number: number;
  /** Whether the next numbered item has to say its number, since it does not follow another one. */
  restarts: boolean;
}

interface Item {
  readonly list: List;
  readonly indent: number;
  readonly line: number;
  /** What stands for the item: its own text, something else (a list, a code block …), or nothing yet. */
  own: RunList | "other" | "nothing";
}

interface Quote {
  readonly quotes: true;
  /** What the quote says that it is instead, at its very beginning. */
  callout: CalloutKind | null;
  /** How many blocks there were before it. */
  readonly begin: number;
}

/** A task's box at the beginning of an item's text. */
const TASK = /^\[([ xX])\](?:[ \t\n]+|$)/;

/** How an empty block is written, where Markdown would see nothing at all. */
export const EMPTY_TEXT = "&nbsp;";

/** Lays the tokens of nested Markdown out as flat blocks. Nothing that can be read is dropped on the way. */
export class BlockReader {
  readonly blocks: Block[] = [];
  readonly #env: Env;
  readonly #lists: List[] = [];
  /** The open quotes and list items, innermost last. */
  readonly #containers: (Quote | Item)[] = [];
  readonly #details = new DetailsReader();
  #headingLevel: number | undefined;
  #table: TableReader | undefined;
  constructor(env: Env) {
    this.#env = env;
  }

  receive(token: Token): void {
    switch (token.type) {
      case "blockquote_open":
        this.#containers.push({ quotes: true, callout: null, begin: this.blocks.length });
        break;
      case "blockquote_close":
        this.#closeQuote();
        break;
      case "bullet_list_open":
      case "ordered_list_open":
        this.#openList(token);
        break;
      case "bullet_list_close":
      case "ordered_list_close":
        this.#lists.pop();
        break;
      case "list_item_open":
        this.#openItem(token);
        break;
      case "list_item_close":
        this.#closeItem();
        break;
      case "heading_open":
        this.#headingLevel = Number(token.tag.slice(1));
        break;
      case "heading_close":
        this.#headingLevel = undefined;
        break;
      case "inline":
        this.#readText(token.content);
        break;
      case "fence":
      case "code_block":
        this.#readCode(token);
        break;
      case EQUATION_BLOCK:
        this.#push({ type: EQUATION, runs: token.content === "" ? [] : [{ text: token.content }] });
        break;
      case "html_block":
        this.#readHtml(token.content.trimEnd());
        break;
      case "hr":
        this.#push({ type: "divider", runs: [] });
        break;
      case "table_open":
        this.#table = new TableReader(this.#env);
        break;
      case "tr_open":
        this.#table?.beginRow();
        break;
      case "th_open":
      case "td_open":
        this.#table?.beginCell(token);
        break;
      case "table_close":
        if (this.#table) this.#push(this.#table.read());
        this.#table = undefined;
        break;
    }
  }

  #item(): Item | undefined {
    const container = this.#containers.at(-1);
    return container === undefined || "quotes" in container ? undefined : container;
  }

  #closeQuote(): void {
    const quote = this.#containers.at(-1);
    if (quote === undefined || !("quotes" in quote)) return;
    if (quote.callout !== null && this.blocks.length === quote.begin) this.#writeText([]);
    this.#containers.pop();
  }

  #openList(token: Token): void {
    const item = this.#item();
    if (item?.own === "nothing") {
      // In `- - a` an indent was skipped; where the inner list begins on a line of its own, the outer item is empty.
      if (item.line === token.map?.[0]) item.own = "other";
      else this.#writeText([]);
    }
    const ordered = token.type === "ordered_list_open";
    this.#lists.push({ ordered, number: Number(token.attrGet("start") ?? 1), restarts: true });
  }

  #openItem(token: Token): void {
    const list = this.#lists.at(-1);
    if (!list) return;
    const indent = Math.min(MAX_INDENT, this.#lists.length - 1);
    this.#containers.push({ list, indent, line: token.map?.[0] ?? -1, own: "nothing" });
  }

  #closeItem(): void {
    const item = this.#item();
    if (item?.own === "nothing") this.#writeText([]);
    if (item) item.list.number += 1;
    this.#containers.pop();
  }

  #readText(markdown: string): void {
    if (this.#table) {
      this.#table.receiveText(markdown);
      return;
    }
    if (this.#details.summary !== undefined) {
      this.#writeText(markdown === EMPTY_TEXT ? [] : readInlines(markdown, this.#env));
      return;
    }
    const quote = this.#containers.at(-1);
    if (quote !== undefined && "quotes" in quote && quote.callout === null) {
      const sign = this.blocks.length === quote.begin ? readCalloutSign(markdown) : null;
      if (sign !== null) {
        quote.callout = sign.kind;
        if (markdown.length > sign.length) this.#readText(markdown.slice(sign.length));
        return;
      }
    }
    if (this.#headingLevel === undefined && isContentsSign(markdown, this.#env)) {
      this.#push({ type: CONTENTS, runs: [] });
      return;
    }
    const item = this.#item();
    const image = this.#headingLevel === undefined ? readImageBlock(markdown, this.#env) : null;
    if (image !== null) {
      this.#push(image);
      return;
    }
    const task = item?.own === "nothing" ? TASK.exec(markdown) : null;
    const text = task ? markdown.slice(task[0].length) : markdown;
    const runs = text === EMPTY_TEXT ? [] : readInlines(text, this.#env);

    if (this.#headingLevel !== undefined && item?.own !== "nothing") {
      const props = this.#headingLevel === 1 ? {} : { props: { level: this.#headingLevel } };
      this.#push({ type: "heading", ...props, runs });
    } else {
      this.#writeText(runs, task ? task[1] !== " " : undefined);
    }
  }

  #readCode(token: Token): void {
    const text = token.content.replace(/\n$/, "");
    const language = markdownParser().utils.unescapeAll(token.info.trim().split(/\s/, 1)[0] ?? "");
    const props = language === "" ? {} : { props: { language } };
    this.#push({ type: "code", ...props, runs: text === "" ? [] : [{ text }] });
  }

  #readHtml(html: string): void {
    const firstTag = /^\s*(<[^>]*>)/.exec(html)?.[1] ?? "";
    // `<!-- -->` says nothing; it is how Markdown keeps two lists apart.
    if (html.trim() === "<!-- -->") return;
    const pieces = this.#details.piecesOf(html);
    if (pieces !== null) {
      for (const piece of pieces) this.#readDetails(piece);
      return;
    }
    if (inlineTag(firstTag) || isBreakTag(firstTag)) this.#writeText(readInlines(html, this.#env));
    else this.#writeText([{ text: html }]);
  }

  #readDetails(piece: string): void {
    if (piece === "<details>") {
      const summary = new RunList();
      this.#push({ type: SECTION, runs: summary.runs });
      this.#details.open(summary);
    } else if (!this.#details.receive(piece)) {
      this.#writeText(readInlines(piece, this.#env));
    }
  }

  /** Text goes to the innermost thing that is open: a summary, a list item, a quote, or the page. */
  #writeText(runs: readonly Run[], checked?: boolean): void {
    const { summary } = this.#details;
    if (summary !== undefined) {
      if (summary.runs.length > 0) summary.append("\n");
      summary.appendAll(runs);
      return;
    }
    const item = this.#item();
    if (item?.own === "nothing") {
      this.#writeItem(item, runs, checked);
    } else if (item && item.own !== "other" && item.own.runs === this.blocks.at(-1)?.runs) {
      item.own.append("\n");
      item.own.appendAll(runs);
    } else {
      this.#push({ ...this.#around(), runs });
    }
  }

  /** What text is that stands in no list item. */
  #around(): Omit<Block, "runs"> {
    const quote = this.#containers.findLast((container) => "quotes" in container);
    if (quote === undefined) return { type: "paragraph" };
    const { callout } = quote;
    if (callout === null) return { type: "quote" };
    return { type: CALLOUT, ...(callout === "note" ? {} : { props: { kind: callout } }) };
  }

  #writeItem(item: Item, runs: readonly Run[], checked: boolean | undefined): void {
    const { list, indent } = item;
    const props: Record<string, Json> = indent === 0 ? {} : { indent };
    if (checked !== undefined) {
      props.kind = "check";
      if (checked) props.checked = true;
    } else if (list.ordered) {
      props.kind = "number";
      if (list.restarts && list.number !== 1) props.start = list.number;
    }
    list.restarts = props.kind !== "number";
    item.own = new RunList();
    item.own.appendAll(runs);
    this.blocks.push({
      type: "list-item",
      ...(Object.keys(props).length === 0 ? {} : { props }),
      runs: item.own.runs,
    });
  }

  /** A block that is no list item: it ends the numbering of every list that it stands in. */
  #push(block: Block): void {
    const item = this.#item();
    if (item?.own === "nothing") item.own = "other";
    for (const list of this.#lists) list.restarts = true;
    const { indent } = this.#details;
    const isIndented = indent > 0 && BLOCK_SCHEMAS.get(block.type)?.indent !== undefined;
    this.blocks.push(isIndented ? { ...block, props: { ...block.props, indent } } : block);
  }
}
