import type { Block, Run, Table } from "../block.js";
import { normalizeBlock, propOf } from "../schema.js";
import { type PlacedCell, placeCells } from "../table-cells.js";
import { writeInlines } from "./inline-writer.js";
import { asReferences } from "./references.js";

const RULES: Readonly<Record<string, string>> = { left: ":--", center: ":-:", right: "--:" };

/**
 * Writes a table as GitHub's Markdown has it: the first row is the header, an empty one where the table has none; each
 * cell is one line, so its blocks are lines of it; what a merged cell covers is empty.
 */
export function writeTable(table: Table): string {
  const grid: (PlacedCell | undefined)[][] = table.rows.map(() => table.columns.map(() => undefined));
  for (const cell of placeCells(table)) (grid[cell.top] as (PlacedCell | undefined)[])[cell.left] = cell;
  const rows = grid.map((cells) => line(cells.map((cell) => writeCell(cell?.blocks ?? []))));
  const hasHeader = table.rows[0]?.header === true;
  const head = hasHeader ? rows.slice(0, 1) : [line(table.columns.map(() => ""))];
  const rules = table.columns.map((_, left) => RULES[alignmentOf(grid, left)] ?? "---");
  return [...head, line(rules), ...rows.slice(hasHeader ? 1 : 0)].join("\n");
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}

function writeCell(blocks: readonly Block[]): string {
  const runs: Run[] = [];
  blocks.forEach((block, index) => {
    if (index > 0) runs.push({ text: "\n" });
    runs.push(...block.runs);
  });
  const markdown = writeInlines(runs).replaceAll("\\\n", "<br>").replaceAll("\n", "<br>");
  const start = markdown.length - markdown.trimStart().length;
  const end = Math.max(start, markdown.trimEnd().length);
  const cell =
    asReferences(markdown.slice(0, start)) + markdown.slice(start, end) + asReferences(markdown.slice(end));
  return cell.replaceAll("|", "\\|");
}

/** What the first blocks of all cells of a column that hold something agree on. */
function alignmentOf(grid: readonly (readonly (PlacedCell | undefined)[])[], left: number): string {
  const found = new Set<unknown>();
  for (const row of grid) {
    const block = row[left]?.blocks[0];
    if (block === undefined || block.runs.length === 0) continue;
    found.add(propOf(normalizeBlock(block.type, Object.entries(block.props ?? {})), "align"));
  }
  return found.size === 1 ? String([...found][0]) : "";
}
