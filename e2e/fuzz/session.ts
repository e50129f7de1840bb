import { Network } from "./network.js";
import type { Player } from "./player.js";
import { Random } from "./random.js";
import type { Seen } from "./seen.js";
import { perform, type Step } from "./steps.js";
import { countTokens, token, tokensIn } from "./tokens.js";

export interface SessionReport {
  readonly seed: number;
  readonly problems: readonly string[];
  readonly log: readonly string[];
  readonly edits: number;
}

export const SESSION_DEFAULTS = { steps: 50 } as const;

/** How often people may answer each other's last updates before they must have settled. */
const MAX_ROUNDS = 20;

/** People who edit one document at once in real editors over a bad network, and what was wrong with it. */
export class Session {
  readonly #seed: number;
  readonly #players: readonly Player[];
  readonly #random: Random;
  readonly #hasTables: boolean;
  readonly #network = new Network();
  readonly #seen: Seen[] = [];
  /** For each person the character behind which the caret was left. */
  readonly #tails: (string | undefined)[] = [];
  readonly #own: Set<string>[];
  readonly #deleted = new Set<string>();
  readonly #problems: string[] = [];
  readonly #log: string[] = [];
  #typed = 0;
  #edits = 0;

  constructor(seed: number, players: readonly Player[]) {
    this.#seed = seed;
    this.#players = players;
    this.#random = new Random(seed);
    this.#hasTables = seed % 3 === 0;
    this.#own = players.map(() => new Set());
  }

  async run(steps: number = SESSION_DEFAULTS.steps): Promise<SessionReport> {
    for (const index of this.#players.keys()) await this.#open(index);
    for (let step = 0; step < steps && this.#problems.length === 0; step++) {
      const roll = this.#random.next();
      if (roll < 0.6) await this.#edit(this.#random.int(this.#players.length));
      else if (roll < 0.94) await this.#deliver();
      else if (roll < 0.98) this.#network.toggle(...this.#pair());
      else await this.#open(this.#random.int(this.#players.length));
    }
    if (this.#problems.length === 0) await this.#settle();
    if (this.#problems.length === 0) await this.#checkEnd();
    return { seed: this.#seed, problems: this.#problems, log: this.#log, edits: this.#edits };
  }

  /** A person comes, or reloads the page and keeps what it had. */
  async #open(index: number): Promise<void> {
    const player = this.#player(index);
    // Client ids decide ties in Yjs: each order of them must come up.
    const clientId = 2 + this.#random.int(1e6) * 10 + index;
    const undoGroupMs = this.#random.next() < 0.5 ? 0 : 1e9;
    const isFirst = this.#seen[index] === undefined;
    if (!isFirst) this.#note(index, await player.look());
    const state = isFirst ? undefined : await player.state();
    this.#log.push(`${player.name} ${isFirst ? "comes" : "reloads"}`);
    this.#tails[index] = undefined;
    this.#note(
      index,
      await player.open({ clientId, undoGroupMs, ...(state === undefined ? {} : { state }) }),
    );
  }

  async #edit(index: number): Promise<void> {
    const player = this.#player(index);
    const composed = player.composed ?? "";
    const before = this.#seen[index] as Seen;
    const written: string[] = [];
    let selected = "";
    this.#tails[index] = undefined;
    const step = await perform(player, this.#random, {
      hasTables: this.#hasTables,
      ink: (count) => {
        const text = Array.from({ length: count }, () => token(this.#typed++)).join("");
        written.push(...tokensIn(text));
        return text;
      },
      /** What is selected when the edit itself comes: it may be replaced. */
      selected: async () => {
        const seen = await player.look();
        this.#note(index, seen);
        selected += seen.selected;
      },
    });
    this.#edits++;
    this.#log.push(`${player.name} ${step.name}`);
    for (const each of written) this.#own[index]?.add(each);
    const after = await player.look();
    // Where Lexical itself leaves the caret within what begins to be composed is not ours to judge, but it must stay there.
    const isThere = tokensIn(after.before).at(-1) === step.tail;
    this.#tails[index] = player.composed === null || isThere ? step.tail : undefined;
    this.#judge(index, step, before, after, new Set([...tokensIn(composed + selected), ...written]));
    this.#note(index, after);
  }

  /** Nothing may be gone but what the person meant to take away. */
  #judge(index: number, step: Step, before: Seen, after: Seen, replaced: ReadonlySet<string>): void {
    const left = countTokens(after.stored);
    const was = countTokens(before.stored);
    const shownBefore = countTokens(before.drawn);
    const shown = countTokens(after.drawn);
    let spare = typeof step.deletes === "number" ? step.deletes : 0;
    for (const [each, count] of was) {
      if ((left.get(each) ?? 0) >= count) continue;
      this.#deleted.add(each);
      if (replaced.has(each) || step.deletes === "any") continue;
      if (step.deletes === "own" && this.#own[index]?.has(each)) continue;
      if (spare-- > 0) continue;
      this.#problem(index, `${step.name}: ${each} is gone`);
    }
    for (const each of replaced) {
      // Composed over, cancelled, taken back by Lexical in the same step: never seen to stay.
      if (!shown.has(each)) this.#deleted.add(each);
    }
    for (const [each, count] of shown) {
      if (count > 1 && count > (shownBefore.get(each) ?? 0))
        this.#problem(index, `${step.name}: ${each} is shown ${count} times`);
    }
  }

  async #deliver(): Promise<void> {
    const [from, to] = this.#pair();
    const updates = this.#network.take(from, to, 1 + this.#random.int(4));
    if (updates.length > 0) await this.#receive(to, updates);
  }

  async #receive(to: number, updates: readonly string[]): Promise<void> {
    const player = this.#player(to);
    this.#log.push(`${player.name} receives${player.composed === null ? "" : " while composing"}`);
    this.#note(to, await player.receive(updates));
  }

  #note(index: number, seen: Seen): void {
    this.#seen[index] = seen;
    this.#network.send(index, this.#players.length, seen.updates);
    this.#log.push(`    ${seen.html}`);
    for (const error of seen.errors) this.#problem(index, error);
    for (const mismatch of seen.mismatches) this.#problem(index, mismatch);
    const tail = this.#tails[index];
    if (tail !== undefined && !this.#deleted.has(tail) && countTokens(seen.drawn).has(tail)) {
      const left = tokensIn(seen.before).at(-1);
      if (left !== tail) this.#problem(index, `the caret was left behind ${tail}, and stands behind ${left}`);
    }
  }

  /** Compositions end, the network works, and everybody answers until nobody has anything to say. */
  async #settle(): Promise<void> {
    for (const [index, player] of this.#players.entries()) {
      const { composed } = player;
      if (composed === null) continue;
      await player.commit(composed);
      this.#log.push(`${player.name} commits ${composed} at the end`);
      this.#note(index, await player.look());
    }
    for (let round = 0; round < MAX_ROUNDS; round++) {
      let isQuiet = true;
      for (const to of this.#players.keys()) {
        for (const from of this.#players.keys()) {
          const updates = this.#network.takeAll(from, to);
          if (updates.length === 0) continue;
          isQuiet = false;
          await this.#receive(to, updates);
        }
      }
      if (isQuiet) return;
    }
    this.#problems.push("people never stop correcting each other");
  }

  async #checkEnd(): Promise<void> {
    for (const [index, player] of this.#players.entries()) this.#note(index, await player.look());
    const [first, ...others] = this.#seen as [Seen, ...Seen[]];
    for (const [index, seen] of others.entries()) {
      if (seen.stored !== first.stored)
        this.#problem(index + 1, `another document:\n${first.stored}\n${seen.stored}`);
      if (seen.html !== first.html) this.#problem(index + 1, `another page:\n${first.html}\n${seen.html}`);
    }
    const fresh = await this.#player(0).readAgain();
    if (fresh.html !== first.html)
      this.#problem(0, `a reload shows:\n${fresh.html}\ninstead of\n${first.html}`);
    if (fresh.wrote) this.#problem(0, "opening the document wrote something");
    if (first.stored.includes("\u200b"))
      this.#problem(0, "what an input method needed for itself was left behind");
    const inLexical = tokensIn(first.shown.join(""));
    if (inLexical.join("") !== tokensIn(first.drawn).join(""))
      this.#problem(0, "the page is not what Lexical has");
    const counts = countTokens(first.stored);
    const kept = countTokens(first.kept);
    for (let n = 0; n < this.#typed; n++) {
      const count = counts.get(token(n)) ?? 0;
      // What somebody typed into a row that somebody else deleted at that moment waits for its undo.
      if (count === 0 && this.#hasTables && kept.has(token(n))) continue;
      if (count !== 1 && !this.#deleted.has(token(n)))
        this.#problem(0, `${token(n)} is there ${count} times`);
    }
  }

  #problem(index: number, what: string): void {
    this.#problems.push(`${this.#player(index).name}: ${what}`);
  }

  #player(index: number): Player {
    return this.#players[index] as Player;
  }

  #pair(): [number, number] {
    const from = this.#random.int(this.#players.length);
    return [from, (from + 1 + this.#random.int(this.#players.length - 1)) % this.#players.length];
  }
}
