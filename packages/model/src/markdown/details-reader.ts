import { MAX_INDENT } from "../schema.js";
import type { RunList } from "./run-list.js";

const TAG = /(<\/?(?:details|summary)(?:\s[^>]*)?>)/i;

/** Which collapsible sections (`<details>`) are open while Markdown is read. */
export class DetailsReader {
  #depth = 0;
  /** The summary of the section that began last. */
  #latest: RunList | undefined;
  #summary: RunList | undefined;

  /** The indent of what stands in them. */
  get indent(): number {
    return Math.min(MAX_INDENT, this.#depth);
  }

  /** Where text goes while a summary is open. */
  get summary(): RunList | undefined {
    return this.#summary;
  }

  /** HTML that begins with a tag of a section, in pieces: bare tags and the text between them. `null`: other HTML. */
  piecesOf(html: string): string[] | null {
    const [before, tag = ""] = html.split(TAG, 2);
    if (before?.trim() !== "" || (this.#depth === 0 && !/^<details/i.test(tag))) return null;
    return html
      .split(TAG)
      .map((piece) => (TAG.test(piece) ? piece.toLowerCase().replace(/\s[^>]*/, "") : piece.trim()))
      .filter((piece) => piece !== "");
  }

  open(summary: RunList): void {
    this.#depth += 1;
    this.#latest = summary;
    this.#summary = undefined;
  }

  /** Takes another tag than that which opens a section; `false` for what is none. */
  receive(piece: string): boolean {
    switch (piece) {
      case "<summary>":
        this.#summary = this.#latest;
        return true;
      case "</summary>":
        this.#summary = undefined;
        return true;
      case "</details>":
        this.#summary = undefined;
        this.#depth = Math.max(0, this.#depth - 1);
        return true;
      default:
        return false;
    }
  }
}
