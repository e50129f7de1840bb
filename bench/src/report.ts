import type { Figure } from "./figure.js";
import type { Loss } from "./merge.js";

type Row = readonly string[];

/** Columns as wide as their widest cell; the first one is text, the others are figures. */
export function table(head: Row, rows: readonly Row[]): string {
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => row[column]?.length ?? 0)));
  const line = (row: Row) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join("  ")
      .trimEnd();
  return [line(head), line(widths.map((width) => "-".repeat(width))), ...rows.map(line)].join("\n");
}

const OURS = "Motet";

/** Medians with the 95th percentile in brackets, and behind each peer's median how many times Motet's it is. */
export function figureTable(figures: readonly Figure[]): string {
  const names = [...new Set(figures.flatMap(({ values }) => Object.keys(values)))];
  const columns = names.flatMap((name) => (name === OURS ? [name] : [name, `× ${OURS}`]));
  const rows = figures.map(({ row, unit, goal, values }) => {
    const ours = values[OURS]?.median ?? Number.NaN;
    const cells = names.flatMap((name) => {
      const value = values[name];
      const cell =
        value === undefined
          ? ""
          : value.count > 1
            ? `${digits(value.median)} (${digits(value.p95)})`
            : digits(value.median);
      return name === OURS ? [cell] : [cell, ratio(value?.median, ours)];
    });
    const outcome = goal === undefined ? "" : `${ours <= goal ? "met" : "missed"}: ≤ ${goal}`;
    return [`${row}, ${unit}`, ...cells, outcome];
  });
  return table(["median (p95)", ...columns, "goal"], rows);
}

export function lossTable(losses: readonly Loss[]): string {
  const rows = losses.map(
    ({ row, contestant, typed, lost, doubled, misplaced, diverged, threw, rounds }, index) => [
      losses[index - 1]?.row === row ? "" : row,
      contestant,
      String(typed),
      percent(lost, typed),
      percent(doubled, typed),
      percent(misplaced, typed),
      `${diverged} of ${rounds}`,
      `${threw} of ${rounds}`,
    ],
  );
  return table(["", "", "typed", "lost", "doubled", "misplaced", "diverged", "threw"], rows);
}

const digits = (value: number) => value.toFixed(Math.abs(value) < 1 ? 3 : Math.abs(value) < 10 ? 2 : 0);
const percent = (part: number, whole: number) =>
  part === 0 ? "0" : `${((part / whole) * 100).toFixed(1)} %`;

/** Below zero a difference is noise, and so would be its ratio. */
function ratio(value: number | undefined, ours: number): string {
  if (value === undefined || !(value > 0) || !(ours > 0)) return "";
  const times = value / ours;
  return times < 10 ? times.toFixed(1) : times.toFixed(0);
}
