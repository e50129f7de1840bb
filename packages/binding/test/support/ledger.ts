import { BODY, cellIds, findFlow, readBlocks, readLiveBlocks, readTableGrid, tableIdOf } from "@motet/model";
import * as Y from "yjs";
import type { Act } from "./act.js";
import type { Person } from "./person.js";

const FIRST_TOKEN = 0x4e00;
const FIRST_ASTRAL_TOKEN = 0x20000;

/** What somebody's document holds. */
export interface Holding {
  /** How often each character is in Yjs, shown or not. */
  readonly kept: ReadonlyMap<string, number>;
  /** How each of them looks: its attributes as JSON. `null` in code, which has no look, and for what its editor does not show yet. */
  readonly looks: ReadonlyMap<string, string | null>;
  /** The tables that are shown, with the number of their markers, and their rows and columns. */
  readonly lines: ReadonlyMap<string, number>;
}

/** What became of each character that somebody has typed. */
export class Ledger {
  readonly #typed: string[] = [];
  readonly #own = new Map<string, string>();
  readonly #deleted = new Set<string>();
  /** Tables, rows and columns that somebody has deleted: what stands in them is kept for undo to bring back. */
  readonly #closed = new Set<string>();
  /** Who wrote a character into Yjs; more than one where a move, a merge of cells or an undo wrote it again. */
  readonly #writers = new Map<string, Set<string>>();
  readonly #hasComposed = new Set<string>();
  readonly #doublesMerges: boolean;

  constructor(doublesMerges: boolean) {
    this.#doublesMerges = doublesMerges;
  }

  get typed(): number {
    return this.#typed.length;
  }

  token(person: Person): string {
    const n = this.#typed.length;
    const token = String.fromCodePoint(n % 7 === 3 ? FIRST_ASTRAL_TOKEN + n : FIRST_TOKEN + n);
    this.#typed.push(token);
    this.#own.set(token, person.name);
    return token;
  }

  watch(person: Person): void {
    const { ydoc } = person;
    ydoc.on("afterTransaction", (transaction: Y.Transaction) => {
      if (!transaction.local) return;
      const end = Y.getState(ydoc.store, ydoc.clientID);
      for (let clock = transaction.beforeState.get(ydoc.clientID) ?? 0; clock < end; ) {
        const item = Y.getItem(ydoc.store, Y.createID(ydoc.clientID, clock));
        clock = item.id.clock + item.length;
        if (item.content instanceof Y.ContentString) this.#wrote(person.name, item.content.str);
      }
    });
  }

  #wrote(name: string, text: string): void {
    for (const character of text) {
      if (!isToken(character)) continue;
      const writers = this.#writers.get(character);
      if (writers === undefined) this.#writers.set(character, new Set([name]));
      else writers.add(name);
    }
  }

  /** Compares what somebody had and has; says what is gone that the act had no business with. */
  judge(person: Person, act: Act, before: Holding, after: Holding, hasThrown: boolean): string[] {
    const problems: string[] = [];
    for (const [token, count] of before.kept) {
      const left = after.kept.get(token) ?? 0;
      if (left >= count) continue;
      const isAllowed = act.takes === "any" || (act.takes === "own" && this.#own.get(token) === person.name);
      // While two move a text at once it is there twice: who deletes one of them deletes it.
      if (isAllowed) this.#deleted.add(token);
      else if (left === 0 && !this.#deleted.has(token)) problems.push(`${token} is gone`);
    }
    // Formats that somebody has not seen yet, since they composed there, do not come along where they move the block.
    const isBlindMove = act.group === "move" && this.#hasComposed.has(person.name);
    if (act.restyles !== true && !isBlindMove) problems.push(...restyled(before, after));
    if (person.editor.isComposing()) this.#hasComposed.add(person.name);
    // While two move a table it has two markers: who removes the one that they see removes the table.
    for (const [line, count] of before.lines)
      if ((after.lines.get(line) ?? 0) < count) this.#closed.add(line);
    // Lexical has rolled back what it had not committed.
    if (hasThrown) {
      for (const [token, name] of this.#own)
        if (name === person.name && !this.#writers.has(token)) this.#deleted.add(token);
    }
    return problems;
  }

  /** Nothing twice that is not known to be. */
  checkDoubles(person: Person): string[] {
    return [...countTokens(person)]
      .filter(([token, count]) => count > 1 && !this.#mayBeDoubled(token))
      .map(([token, count]) => `${person.name} has ${token} ${count} times`);
  }

  /** Every character that was typed and not deleted is there once. */
  checkEnd(person: Person): string[] {
    const counts = countTokens(person);
    const hidden = this.#hiddenTokens(person);
    return this.#typed.flatMap((token) => {
      const count = counts.get(token) ?? 0;
      if (count === 1 || this.#deleted.has(token)) return [];
      if (count === 0 && hidden.has(token)) return [];
      if (count > 1 && this.#mayBeDoubled(token)) return [];
      return [`${token} is there ${count} times`];
    });
  }

  /** Who has merged a cell that another has merged too keeps its text if they are gone when the other one's merge arrives. */
  #mayBeDoubled(token: string): boolean {
    return this.#deleted.has(token) || (this.#doublesMerges && (this.#writers.get(token)?.size ?? 0) > 1);
  }

  #hiddenTokens(person: Person): Set<string> {
    const hidden = new Set<string>();
    for (const name of person.ydoc.share.keys()) {
      const ids = cellIds(name);
      if (ids === null || !linesOf(ids.table, [ids.row], [ids.column]).some((line) => this.#closed.has(line)))
        continue;
      for (const token of tokensIn(findFlow(person.ydoc, name)?.toString() ?? "")) hidden.add(token);
    }
    return hidden;
  }
}

export function holdingOf(person: Person): Holding {
  const kept = new Map<string, number>();
  const looks = new Map<string, string | null>();
  const styled = new Set(tokensIn(person.styledText));
  for (const name of person.ydoc.share.keys()) {
    if (name !== BODY && cellIds(name) === null) continue;
    let isCode = false;
    for (const { insert, attributes } of findFlow(person.ydoc, name)?.toDelta() ?? []) {
      if (insert instanceof Y.Map) isCode = insert.get("type") === "code";
      if (typeof insert !== "string") continue;
      const look = JSON.stringify(Object.entries(attributes ?? {}).sort());
      for (const token of tokensIn(insert)) {
        kept.set(token, (kept.get(token) ?? 0) + 1);
        looks.set(token, isCode || !styled.has(token) ? null : look);
      }
    }
  }
  return { kept, looks, lines: countLines(person.ydoc) };
}

/** What looks otherwise than before, of what is there once. */
function restyled(before: Holding, after: Holding): string[] {
  return [...after.looks].flatMap(([token, look]) => {
    const was = before.looks.get(token);
    if (was === undefined || was === null || look === null || was === look) return [];
    if (before.kept.get(token) !== 1 || after.kept.get(token) !== 1) return [];
    return [`${token} looked ${was} and looks ${look}`];
  });
}

function countLines(ydoc: Y.Doc): Map<string, number> {
  const lines = new Map<string, number>();
  for (const name of ydoc.share.keys()) {
    const ids = cellIds(name);
    const table = ids?.table ?? name.slice(0, Math.max(0, name.indexOf(":")));
    if (table === "" || lines.has(table)) continue;
    const { rows, columns } = readTableGrid(ydoc, table);
    const idsOf = (all: typeof rows): string[] => all.map(({ id }) => id);
    for (const line of linesOf(table, idsOf(rows), idsOf(columns))) lines.set(line, 1);
    lines.set(table, 0);
  }
  if (lines.size === 0) return lines;
  for (const block of readLiveBlocks(ydoc.getText(BODY))) {
    const table = tableIdOf(block);
    if (table !== null) lines.set(table, (lines.get(table) ?? 0) + 1);
  }
  return lines;
}

function linesOf(table: string, rows: readonly string[], columns: readonly string[]): string[] {
  return [table, ...rows.map((id) => `${table} row ${id}`), ...columns.map((id) => `${table} column ${id}`)];
}

function isToken(character: string): boolean {
  return (character.codePointAt(0) as number) >= FIRST_TOKEN;
}

function tokensIn(text: string): string[] {
  return [...text].filter(isToken);
}

/** How often a reader shows each. */
function countTokens(person: Person): Map<string, number> {
  const counts = new Map<string, number>();
  const count = (blocks: ReturnType<typeof readBlocks>): void => {
    for (const { runs, table } of blocks) {
      for (const run of runs) {
        if (!("text" in run)) continue;
        for (const character of run.text)
          if (isToken(character)) counts.set(character, (counts.get(character) ?? 0) + 1);
      }
      for (const row of table?.rows ?? [])
        for (const cell of row.cells) count(cell.blocks as ReturnType<typeof readBlocks>);
    }
  };
  count(readBlocks(person.ydoc));
  return counts;
}
