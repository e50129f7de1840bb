import { $getRoot } from "lexical";
import { vi } from "vitest";
import * as Y from "yjs";
import type { Act } from "./act.js";
import { ACTS } from "./acts.js";
import { SECTIONS } from "./coded-nodes.js";
import { holdingOf, Ledger } from "./ledger.js";
import { Person, settle } from "./person.js";
import type { Plan, Step } from "./plan.js";
import { Random } from "./random.js";

export interface SessionOptions {
  /** Checks after every step that each editor shows what a fresh reader would, and no character twice. */
  readonly isStrict?: boolean;
}

export interface SessionReport {
  readonly problems: readonly string[];
  readonly typed: number;
  readonly edits: number;
  /** Edits that Lexical itself refused by throwing; it rolls them back. */
  readonly lexicalErrors: readonly string[];
  readonly log: readonly string[];
  /** What the first of them has at the end, a line a block. */
  readonly end: readonly string[];
}

interface Link {
  readonly queue: Uint8Array[];
  isUp: boolean;
}

/** How often people may answer each other's last updates before they must have settled. */
const MAX_ROUNDS = 20;

/** One session of people who edit a document at once over a bad network, and what was wrong with it. */
export async function runSession(plan: Plan, options: SessionOptions = {}): Promise<SessionReport> {
  // Ids of rows and columns decide ties: with the seed, they are the same again.
  const draw = new Random(plan.seed);
  const random = vi.spyOn(globalThis.crypto, "getRandomValues").mockImplementation((array) => {
    if (array instanceof Uint8Array) for (let at = 0; at < array.length; at++) array[at] = draw.int(256);
    return array;
  });
  const session = new Session(plan, options);
  try {
    await session.run();
    return session.report();
  } finally {
    session.close();
    random.mockRestore();
  }
}

class Session {
  readonly #plan: Plan;
  readonly #isStrict: boolean;
  /** Client ids decide ties in Yjs: each order of them must come up. */
  readonly #random: Random;
  readonly #ledger: Ledger;
  readonly #people: Person[] = [];
  readonly #links = new Map<string, Link>();
  readonly #problems: string[] = [];
  readonly #lexicalErrors: string[] = [];
  readonly #log: string[] = [];
  #edits = 0;
  #nextClient = 0;

  constructor(plan: Plan, { isStrict = false }: SessionOptions) {
    this.#plan = plan;
    this.#isStrict = isStrict;
    this.#random = new Random(plan.seed);
    const has = (what: string): boolean => plan.steps.some((step) => step.what === what);
    this.#ledger = new Ledger(has("cells-merge") && has("reload"));
    for (let index = 0; index < plan.people; index++) this.#join(index);
  }

  async run(): Promise<void> {
    for (const step of this.#plan.steps) {
      await this.#take(step);
      this.#checkErrors();
      if (this.#isStrict) await this.#checkEach();
      if (this.#problems.length > 0) return;
    }
    await this.#settle();
    this.#checkEnd();
  }

  report(): SessionReport {
    return {
      problems: this.#problems,
      typed: this.#ledger.typed,
      edits: this.#edits,
      lexicalErrors: this.#lexicalErrors,
      log: this.#log,
      end: this.#person(0).shown,
    };
  }

  close(): void {
    for (const person of this.#people) person.close();
  }

  #join(index: number, state?: Uint8Array): void {
    const clientId = 2 + this.#random.int(1e6) * 100 + this.#nextClient++;
    const undoGroupMs = this.#random.chance(0.75) ? 0 : 1e9;
    const person = new Person(`P${index}`, clientId, state, undoGroupMs, SECTIONS);
    this.#ledger.watch(person);
    person.ydoc.on("update", (update: Uint8Array, origin: unknown) => {
      if (origin === "network") return;
      for (let to = 0; to < this.#plan.people; to++)
        if (to !== index) this.#link(index, to).queue.push(update);
    });
    this.#people[index] = person;
  }

  #person(index: number): Person {
    return this.#people[index] as Person;
  }

  #link(from: number, to: number): Link {
    const name = `${from}>${to}`;
    let link = this.#links.get(name);
    if (link === undefined) {
      link = { queue: [], isUp: true };
      this.#links.set(name, link);
    }
    return link;
  }

  async #take({ who, what, seed }: Step): Promise<void> {
    const random = new Random(seed);
    const act = ACTS[what];
    if (act !== undefined) return this.#act(who, what, act, random);
    if (what === "settle") return settle();
    if (what === "reload") return this.#reload(who);
    const from = (who + 1 + random.int(this.#plan.people - 1)) % this.#plan.people;
    const link = this.#link(from, who);
    if (what === "cut") link.isUp = !link.isUp;
    else if (link.isUp)
      for (const update of link.queue.splice(0, 1 + random.int(4))) this.#receive(who, update);
  }

  #act(who: number, what: string, act: Act, random: Random): void {
    const person = this.#person(who);
    const before = holdingOf(person);
    const said = act.perform({ person, random, token: () => this.#ledger.token(person) });
    this.#edits++;
    this.#log.push(
      `${person.name} ${what} ${said ?? ""}${person.editor.isComposing() ? " (composing)" : ""}`,
    );
    const errors = person.errors.splice(0);
    for (const { stack = "", message } of errors) {
      // Lexical rolls an update back in which one of its own functions threw.
      if (/packages\/binding\/src/.test(stack)) this.#problems.push(`${person.name} ${what}: ${stack}`);
      else this.#lexicalErrors.push(`${what}: ${message}`);
    }
    const gone = this.#ledger.judge(person, act, before, holdingOf(person), errors.length > 0);
    for (const problem of gone) this.#problems.push(`${person.name} ${what}: ${problem}`);
  }

  #receive(to: number, update: Uint8Array): void {
    const person = this.#person(to);
    this.#log.push(`${person.name} receives`);
    Y.applyUpdate(person.ydoc, update, "network");
  }

  async #reload(index: number): Promise<void> {
    const old = this.#person(index);
    old.binding.dispose();
    const { state } = old;
    this.#checkErrors();
    old.close();
    this.#log.push(`${old.name} reloads`);
    this.#join(index, state);
    await settle();
  }

  /** Compositions end, the network works, and everybody answers until nobody has anything to say. */
  async #settle(): Promise<void> {
    for (const person of this.#people) {
      person.editor._compositionKey = null;
      // A composition ends with an update.
      person.update(() => $getRoot().markDirty());
    }
    for (let round = 0; round < MAX_ROUNDS; round++) {
      await settle();
      let isQuiet = true;
      for (let to = 0; to < this.#plan.people; to++) {
        for (let from = 0; from < this.#plan.people; from++) {
          for (const update of this.#link(from, to).queue.splice(0)) {
            isQuiet = false;
            this.#receive(to, update);
          }
        }
      }
      if (isQuiet) return;
    }
    this.#problems.push("people never stop correcting each other");
  }

  #checkErrors(): void {
    for (const person of this.#people) {
      for (const error of person.errors.splice(0))
        this.#problems.push(`${person.name}: ${error.stack ?? error.message}`);
    }
  }

  async #checkEach(): Promise<void> {
    await settle();
    for (const person of this.#people) {
      this.#log.push(`    ${person.name}: ${person.shown.join(" | ")}`);
      this.#problems.push(...this.#ledger.checkDoubles(person));
      if (!person.editor.isComposing()) this.#compareWithFresh(person);
    }
  }

  #compareWithFresh(person: Person): void {
    const fresh = new Person("fresh", 77, person.state, undefined, SECTIONS);
    const [shown, again] = [person.shown.join("\n"), fresh.shown.join("\n")];
    if (again !== shown)
      this.#problems.push(`${person.name} shows\n${shown}\n--- and after a reload\n${again}`);
    const vector = Y.encodeStateVector(person.ydoc).toString();
    if (Y.encodeStateVector(fresh.ydoc).toString() !== vector)
      this.#problems.push(`opening the document of ${person.name} wrote something`);
    fresh.close();
  }

  #checkEnd(): void {
    this.#checkErrors();
    const [first, ...others] = this.#people as [Person, ...Person[]];
    const { stored } = first;
    const shown = first.shown.join("\n");
    for (const other of others) {
      if (other.stored !== stored) this.#problems.push(`documents differ:\n${stored}\n${other.stored}`);
      const theirs = other.shown.join("\n");
      if (theirs !== shown) this.#problems.push(`editors differ:\n${shown}\n--- ${other.name}\n${theirs}`);
    }
    this.#compareWithFresh(first);
    this.#problems.push(...this.#ledger.checkEnd(first));
  }
}
