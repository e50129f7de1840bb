import { table } from "../report.js";

/** One row: the same work done by every server in turn. */
export interface SyncFigure {
  readonly row: string;
  readonly unit: string;
  /** What Motet sets out to stay within. */
  readonly goal?: number;
  /** The same where more is better. */
  readonly atLeast?: number;
  /** By contestant; absent where it cannot do it at all. */
  readonly values: Readonly<Record<string, number>>;
}

const OURS = "Motet";

export function syncTable(figures: readonly SyncFigure[]): string {
  const names = [...new Set(figures.flatMap(({ values }) => Object.keys(values)))];
  const rows = figures.map(({ row, unit, goal, atLeast, values }) => {
    const ours = values[OURS] ?? Number.NaN;
    const cells = names.map((name) => {
      const value = values[name];
      if (value === undefined) return "";
      const ratio = name === OURS || !(ours > 0) ? "" : ` (${(value / ours).toFixed(1)} ×)`;
      return `${digits(value)}${ratio}`;
    });
    return [`${row}, ${unit}`, ...cells, verdict(ours, goal, atLeast)];
  });
  return table(["", ...names, "goal"], rows);
}

function verdict(ours: number, goal: number | undefined, atLeast: number | undefined): string {
  if (goal !== undefined) return `${ours <= goal ? "met" : "missed"}: ≤ ${goal}`;
  return atLeast === undefined ? "" : `${ours >= atLeast ? "met" : "missed"}: ≥ ${atLeast}`;
}

const digits = (value: number) => (value === 0 ? "0" : value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0));
