import { type NormalBlock, propOf } from "../schema.js";

/** An open list, one for each indent. */
interface List {
  readonly ordered: boolean;
  /** "." or ")" for numbers: another sign begins another list. */
  readonly delimiter: string;
  /** Of the last item. */
  readonly number: number;
  /** Where the item's text begins. */
  readonly column: number;
}

/** Markdown counts no further. */
const MAX_NUMBER = 999_999_999;

/** Writes flat list items as nested Markdown lists. An indent that was skipped becomes `- - text`. */
export class ListWriter {
  #lists: List[] = [];

  /** Whatever comes next begins a new list. */
  end(): void {
    this.#lists = [];
  }

  write(
    item: NormalBlock,
    writeText: (columns: number) => string,
  ): { text: string; needsBlankLine: boolean } {
    const indent = Number(propOf(item, "indent"));
    const kind = propOf(item, "kind");
    const sibling = this.#lists[indent];
    this.#lists = this.#lists.slice(0, indent);
    const isFirstInParent = sibling === undefined && this.#lists.length > 0;

    let line = " ".repeat(this.#column());
    while (this.#lists.length < indent) {
      line += "- ";
      this.#lists.push({ ordered: false, delimiter: "", number: 0, column: this.#column() + 2 });
    }
    const list = kind === "number" ? this.#numbered(item, sibling) : this.#bulleted();
    line += list.ordered ? `${list.number}${list.delimiter} ` : "- ";
    this.#lists.push(list);
    if (kind === "check") line += propOf(item, "checked") === true ? "[x] " : "[ ] ";

    // A number other than 1 does not begin a list right under a line of text.
    const needsBlankLine = isFirstInParent && list.ordered && list.number !== 1;
    return { text: line + writeText(list.column), needsBlankLine };
  }

  #column(): number {
    return this.#lists.at(-1)?.column ?? 0;
  }

  #bulleted(): List {
    return { ordered: false, delimiter: "", number: 0, column: this.#column() + 2 };
  }

  #numbered(item: NormalBlock, sibling: List | undefined): List {
    const start = item.props.start === undefined ? undefined : Number(item.props.start);
    const follows = sibling?.ordered === true && start === undefined;
    const number = Math.min(MAX_NUMBER, follows ? sibling.number + 1 : (start ?? 1));
    const delimiter = follows ? sibling.delimiter : sibling?.delimiter === "." ? ")" : ".";
    return { ordered: true, delimiter, number, column: this.#column() + String(number).length + 2 };
  }
}
