import { type NormalBlock, propOf } from "./schema.js";
import { SECTION } from "./section-type.js";

/** Blocks that are a text of their own: the others go along with the block before them. */
const INDENTED: ReadonlySet<string> = new Set(["paragraph", "heading", "quote", "callout", SECTION]);

/**
 * What belongs to collapsible sections. A section is its summary's block; it reaches to the next paragraph, heading, quote,
 * callout or section that is not indented deeper. Lists, tables, pictures, code and whatever is unknown go along with what
 * stands before them. Takes the blocks of a flow one after the other.
 */
export class OpenSections {
  readonly #indents: number[] = [];

  /** In how many sections the block stands that was taken last; its own counts if it is one. */
  get depth(): number {
    return this.#indents.length;
  }

  /** Takes the next block; returns how many sections end before it. */
  receive(block: NormalBlock): number {
    if (!INDENTED.has(block.type)) return 0;
    const indent = Number(propOf(block, "indent"));
    let ended = 0;
    for (; (this.#indents.at(-1) ?? -1) >= indent; ended++) this.#indents.pop();
    if (block.type === SECTION) this.#indents.push(indent);
    return ended;
  }
}
