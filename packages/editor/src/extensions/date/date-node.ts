import { DATE, isoDate } from "@motet/model";
import {
  $applyNodeReplacement,
  DecoratorNode,
  type DOMConversionMap,
  type DOMExportOutput,
  type LexicalUpdateJSON,
  type NodeKey,
  type SerializedLexicalNode,
} from "lexical";
import type { InlineCodec } from "../../core/binding.js";
import { dateWords, drawDate } from "./show-date.js";

export interface SerializedDateNode extends SerializedLexicalNode {
  date: string;
}

/** A day between words. */
export class DateNode extends DecoratorNode<null> {
  /** "" where what the document says is no day. */
  __date: string;

  constructor(date = "", key?: NodeKey) {
    super(key);
    this.__date = date;
  }

  override $config() {
    return this.config("motet-date", { extends: DecoratorNode, importDOM: FROM_HTML });
  }

  override afterCloneFrom(previous: this): void {
    super.afterCloneFrom(previous);
    this.__date = previous.__date;
  }

  /** `2026-11-23`; null where the document says something else. */
  getDate(): string | null {
    return this.getLatest().__date || null;
  }

  setDate(date: unknown): this {
    const writable = this.getWritable();
    writable.__date = isoDate(date) ?? "";
    return writable;
  }

  override exportJSON(): SerializedDateNode {
    return { ...super.exportJSON(), date: this.getDate() ?? "" };
  }

  /** Anybody may have written what is pasted. */
  override updateFromJSON(serialized: LexicalUpdateJSON<SerializedDateNode>): this {
    return super.updateFromJSON(serialized).setDate(serialized.date);
  }

  override createDOM(): HTMLTimeElement {
    const element = document.createElement("time");
    element.className = "motet-date";
    element.dataset.motetPart = "date";
    element.dir = "auto";
    drawDate(element, this.getDate());
    return element;
  }

  override updateDOM(_previous: this, element: HTMLTimeElement): boolean {
    drawDate(element, this.getDate());
    return false;
  }

  /** By its date: elsewhere, and later, it is not today. */
  override exportDOM(): DOMExportOutput {
    const date = this.getDate();
    const element = document.createElement(date === null ? "span" : "time");
    if (date !== null) element.setAttribute("datetime", date);
    element.textContent = date === null ? this.getTextContent() : dateWords(date, "medium");
    return { element };
  }

  override getTextContent(): string {
    return this.getDate() ?? "[date]";
  }

  override decorate(): null {
    return null;
  }

  override isInline(): true {
    return true;
  }
}

/** A `time` that names a day; moments and hours are words like any others. */
const FROM_HTML: DOMConversionMap = {
  time: (element) =>
    isoDate(element.getAttribute("datetime")) === null
      ? null
      : {
          conversion: () => ({
            node: $createDateNode(element.getAttribute("datetime")),
            after: () => [],
          }),
          priority: 1,
        },
};

export function $createDateNode(date: unknown): DateNode {
  return $applyNodeReplacement(new DateNode(isoDate(date) ?? ""));
}

export const DATE_CODEC: InlineCodec<DateNode> = {
  type: DATE,
  node: DateNode,
  $create: ({ date }) => $createDateNode(date),
  $read: (node) => ({ date: node.getDate() ?? "" }),
};
