import { type NormalBlock, propOf } from "./schema.js";

/** Nests flat list items as HTML lists: one open list for each indent, each with an open item. */
export class HtmlLists {
  #tags: ("ul" | "ol")[] = [];

  /** The lines that close every open list. */
  end(): string[] {
    return this.#closeDownTo(0);
  }

  /** The lines that bring an item with this content; the item stays open for lists inside it. */
  item(block: NormalBlock, html: string, attributes: string): string[] {
    const indent = Number(propOf(block, "indent"));
    const kind = propOf(block, "kind");
    const tag = kind === "number" ? "ol" : "ul";
    const start = block.props.start;

    const lines = this.#closeDownTo(indent + 1);
    const sibling = this.#tags[indent];
    if (sibling !== undefined && (sibling !== tag || start !== undefined))
      lines.push(...this.#closeDownTo(indent));
    else if (sibling !== undefined) lines.push("</li>");
    while (this.#tags.length < indent) {
      this.#tags.push("ul");
      lines.push("<ul>", "<li>");
    }
    if (this.#tags.length === indent) {
      this.#tags.push(tag);
      lines.push(start !== undefined && tag === "ol" ? `<ol start="${Number(start)}">` : `<${tag}>`);
    }
    const checked = propOf(block, "checked") === true ? " checked" : "";
    const box = kind === "check" ? `<input type="checkbox" disabled${checked}> ` : "";
    lines.push(`<li${attributes}>${box}${html}`);
    return lines;
  }

  #closeDownTo(depth: number): string[] {
    const lines: string[] = [];
    while (this.#tags.length > depth) lines.push("</li>", `</${this.#tags.pop()}>`);
    return lines;
  }
}
