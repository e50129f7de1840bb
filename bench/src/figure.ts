import type { Samples } from "./samples.js";

export type Unit = "ms" | "MB" | "kB";

/** One row of a table: the same work done by every contestant in turn. */
export interface Figure {
  readonly row: string;
  readonly unit: Unit;
  /** What Motet sets out to stay within. */
  readonly goal?: number;
  readonly values: Readonly<Record<string, { median: number; p95: number; count: number }>>;
}

export class Board {
  readonly #figures: Figure[] = [];
  get figures(): readonly Figure[] {
    return this.#figures;
  }
  add(row: string, unit: Unit, samples: ReadonlyMap<string, Samples>, goal?: number): void {
    const values = Object.fromEntries(
      [...samples].map(([name, { median, p95, count }]) => [name, { median, p95, count }]),
    );
    this.#figures.push({ row, unit, values, ...(goal === undefined ? {} : { goal }) });
  }
}
