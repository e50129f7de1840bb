import type { Env, Token } from "markdown-it";
import type { Attributes, Block, Run, TableCell } from "../block.js";
import { TABLE } from "../schema.js";
import { TABLE_LIMITS } from "../table-grid.js";
import { readInlines } from "./inline-reader.js";
import { RunList } from "./run-list.js";

/**
 * Reads a table of GitHub's Markdown. Its first row is the header; where nothing stands in it, it is only there because
 * Markdown knows no table without, and is left out.
 */
export class TableReader {
  readonly #env: Env;
  readonly #rows: TableCell[][] = [];
  #align = "";

  constructor(env: Env) {
    this.#env = env;
  }

  beginRow(): void {
    this.#rows.push([]);
  }

  beginCell(token: Token): void {
    this.#align = /text-align:(left|center|right)/.exec(String(token.attrGet("style") ?? ""))?.[1] ?? "";
  }

  receiveText(markdown: string): void {
    const runs = readInlines(markdown, this.#env);
    const props: { props?: Attributes } =
      this.#align === "" || runs.length === 0 ? {} : { props: { align: this.#align } };
    this.#rows.at(-1)?.push({ blocks: [{ type: "paragraph", ...props, runs }] });
  }

  /** The table; one that is too large to be shown in full stays text. */
  read(): Block {
    const [head = [], ...body] = this.#rows;
    if (!fitsTable(head.length, this.#rows.length)) return { type: "paragraph", runs: this.#readText() };
    const isEmpty = head.every(({ blocks }) => blocks.every(({ runs }) => runs.length === 0));
    const rows = body.map((cells) => ({ cells }));
    const table = {
      columns: head.map(() => ({})),
      rows: isEmpty && rows.length > 0 ? rows : [{ header: true, cells: head }, ...rows],
    };
    return { type: TABLE, runs: [], table };
  }

  #readText(): readonly Run[] {
    const text = new RunList();
    this.#rows.forEach((cells, top) => {
      if (top > 0) text.append("\n");
      cells.forEach(({ blocks }, left) => {
        if (left > 0) text.append(" | ");
        for (const { runs } of blocks) text.appendAll(runs.filter((run) => "text" in run));
      });
    });
    return text.runs;
  }
}

function fitsTable(columns: number, rows: number): boolean {
  const { maxColumns, maxRows, maxCells } = TABLE_LIMITS;
  return columns <= maxColumns && rows <= maxRows && columns * rows <= maxCells;
}
