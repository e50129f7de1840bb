import { $createCodeNode } from "@lexical/code-core";
import { $toggleLink } from "@lexical/link";
import { $insertList, $isListItemNode, $removeList } from "@lexical/list";
import { $createHeadingNode, $createQuoteNode } from "@lexical/rich-text";
import { $isTableNode } from "@lexical/table";
import type { Block } from "@motet/model";
import { BODY, cellIds, findFlow, readBlocks } from "@motet/model";
import {
  $createParagraphNode,
  $createTextNode,
  $getRoot,
  $getSelection,
  $isElementNode,
  $isRangeSelection,
  type ElementNode,
  type TextFormatType,
} from "lexical";
import { vi } from "vitest";
import * as Y from "yjs";
import { $blockOf } from "../../src/block-order.js";
import { editTable, hasTableBetween } from "./fuzz-tables.js";
import { $blocks, $range, Person, settle } from "./person.js";

/** A small seeded generator (mulberry32). */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export interface SessionOptions {
  readonly people: number;
  readonly steps: number;
  /** Checks after every step that each editor shows what a fresh reader would, and no character twice. */
  readonly isStrict?: boolean;
  /** Somebody composes now and then, and updates of Lexical are left uncommitted for a while. */
  readonly composes?: boolean;
  /** Tables are put in, taken apart and written in. */
  readonly tables?: boolean;
  /** Blocks are dragged to other places. Nobody reloads then: only a page that stays open takes its text along. */
  readonly moves?: boolean;
}

export interface SessionReport {
  readonly problems: string[];
  readonly typed: number;
  readonly edits: number;
  /** Edits that Lexical itself refused by throwing; it rolls them back. */
  readonly lexicalErrors: string[];
  readonly log: string[];
}

interface Link {
  readonly queue: Uint8Array[];
  isUp: boolean;
}

/** One session of people who edit a document at once over a bad network, and what was wrong with its end. */
export async function runSession(seed: number, options: SessionOptions): Promise<SessionReport> {
  const session = new Session(seed, options);
  // Ids of rows and columns decide ties: with the seed, they are the same again.
  const draw = createRandom(seed);
  const random = vi.spyOn(globalThis.crypto, "getRandomValues").mockImplementation((array) => {
    if (array instanceof Uint8Array) array.set(Array.from(array, () => Math.floor(draw() * 256)));
    return array;
  });
  try {
    await session.run();
  } finally {
    session.close();
    random.mockRestore();
  }
  return session.report();
}

const FIRST_TOKEN = 0x4e00;
const FIRST_ASTRAL_TOKEN = 0x20000;

class Session {
  readonly #random: () => number;
  readonly #options: SessionOptions;
  readonly #people: Person[] = [];
  readonly #links = new Map<string, Link>();
  readonly #problems: string[] = [];
  readonly #lexicalErrors: string[] = [];
  readonly #log: string[] = [];
  readonly #typed = new Set<string>();
  readonly #written = new Set<string>();
  readonly #deleted = new Set<string>();
  /** Who wrote a token into Yjs again, as a move or an undo does. */
  readonly #rewriters = new Map<string, Set<string>>();
  #edits = 0;
  #nextClient = 1000;

  constructor(seed: number, options: SessionOptions) {
    this.#random = createRandom(seed);
    this.#options = options;
    for (let i = 0; i < options.people; i++) this.#join(i);
  }

  async run(): Promise<void> {
    for (let step = 0; step < this.#options.steps; step++) {
      const roll = this.#random();
      if (roll < 0.6) this.#edit(this.#pick(this.#people));
      else if (roll < 0.92) this.#deliver();
      else if (roll < 0.97) this.#toggleLink();
      else if (roll < 0.985 || this.#options.moves) await settle();
      else await this.#reload();
      this.#checkErrors();
      if (this.#options.isStrict && !this.#options.composes) {
        await settle();
        this.#checkEach();
      }
      if (this.#problems.length > 0) return;
    }
    await this.#heal();
    this.#checkEnd();
  }

  report(): SessionReport {
    return {
      problems: this.#problems,
      typed: this.#typed.size,
      edits: this.#edits,
      lexicalErrors: this.#lexicalErrors,
      log: this.#log,
    };
  }

  close(): void {
    for (const person of this.#people) person.close();
  }

  #join(index: number, state?: Uint8Array): void {
    // Client ids decide ties in Yjs: each order of them must come up.
    const clientId = 2 + Math.floor(this.#random() * 1e6) * 10 + (this.#nextClient++ % 10);
    const person = new Person(`P${index}`, clientId, state, this.#random() < 0.75 ? 0 : 1e9);
    if (this.#options.isStrict || this.#options.moves) {
      person.ydoc.on("afterTransaction", (transaction: Y.Transaction) => {
        if (!transaction.local || (transaction.origin instanceof Y.UndoManager && !this.#options.moves))
          return;
        const client = person.ydoc.clientID;
        const end = Y.getState(person.ydoc.store, client);
        for (let clock = transaction.beforeState.get(client) ?? 0; clock < end; ) {
          const item = Y.getItem(person.ydoc.store, Y.createID(client, clock));
          clock = item.id.clock + item.length;
          if (!(item.content instanceof Y.ContentString)) continue;
          for (const character of item.content.str) {
            if (this.#written.has(character)) {
              this.#log.push(`    ${person.name} writes ${character} again`);
              const rewriters = this.#rewriters.get(character) ?? new Set();
              this.#rewriters.set(character, rewriters.add(person.name));
            }
            if ((character.codePointAt(0) as number) >= FIRST_TOKEN) this.#written.add(character);
          }
        }
      });
    }
    person.ydoc.on("update", (update: Uint8Array, origin: unknown) => {
      if (origin === "network") return;
      for (let other = 0; other < this.#options.people; other++) {
        if (other !== index) this.#link(index, other).queue.push(update);
      }
    });
    this.#people[index] = person;
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

  #pick<T>(items: readonly T[]): T {
    return items[Math.floor(this.#random() * items.length)] as T;
  }

  #int(limit: number): number {
    return Math.floor(this.#random() * limit);
  }

  #toggleLink(): void {
    const from = this.#int(this.#options.people);
    const to = this.#int(this.#options.people);
    if (from === to) return;
    const link = this.#link(from, to);
    link.isUp = !link.isUp;
  }

  #deliver(): void {
    const to = this.#int(this.#options.people);
    const from = this.#int(this.#options.people);
    if (from === to) return;
    const link = this.#link(from, to);
    if (!link.isUp) return;
    const count = 1 + this.#int(4);
    for (let i = 0; i < count && link.queue.length > 0; i++)
      this.#receive(to, link.queue.shift() as Uint8Array);
  }

  #receive(to: number, update: Uint8Array): void {
    const person = this.#people[to] as Person;
    this.#log.push(`${person.name} receives`);
    if (this.#options.isStrict) this.#log.push(`    was ${person.shown.join(" | ")}`);
    Y.applyUpdate(person.ydoc, update, "network");
    if (this.#options.isStrict) this.#log.push(`    is  ${person.shown.join(" | ")}`);
  }

  async #reload(): Promise<void> {
    const index = this.#int(this.#options.people);
    const old = this.#people[index] as Person;
    old.binding.dispose();
    const { state } = old;
    this.#checkErrors();
    old.close();
    this.#log.push(`${old.name} reloads`);
    this.#join(index, state);
    await settle();
  }

  async #heal(): Promise<void> {
    for (const person of this.#people) {
      person.editor._compositionKey = null;
      person.update(() => {
        // A composition ends with an update.
        $getRoot().markDirty();
      });
    }
    for (let round = 0; round < 20; round++) {
      await settle();
      let isQuiet = true;
      for (const [name, link] of this.#links) {
        const to = Number(name.split(">")[1]);
        for (const update of link.queue.splice(0)) {
          isQuiet = false;
          this.#receive(to, update);
        }
      }
      if (isQuiet) return;
    }
    this.#problems.push("people never stop correcting each other");
  }

  #checkErrors(): void {
    for (const person of this.#people) {
      for (const error of person.errors.splice(0)) {
        this.#problems.push(`${person.name}: ${error.stack ?? error.message}`);
      }
    }
  }

  #checkEach(): void {
    for (const person of this.#people) {
      this.#log.push(`    ${person.name}: ${person.shown.join(" | ")}`);
      const fresh = new Person("fresh", 77, person.state);
      if (fresh.shown.join("\n") !== person.shown.join("\n")) {
        this.#problems.push(
          `${person.name}: live ≠ reload:\n${person.shown.join("\n")}\n--- fresh\n${fresh.shown.join("\n")}`,
        );
      }
      fresh.close();
      for (const [token, count] of countTokens(person)) {
        if (count > 1 && !this.#deleted.has(token) && !this.#isRewrittenByTwo(token))
          this.#problems.push(`${person.name}: ${token} twice`);
      }
    }
  }

  #checkEnd(): void {
    this.#checkErrors();
    const [first, ...others] = this.#people as [Person, ...Person[]];
    for (const other of others) {
      if (other.stored !== first.stored)
        this.#problems.push(`documents differ:\n${first.stored}\n${other.stored}`);
      if (other.shown.join("\n") !== first.shown.join("\n")) {
        this.#problems.push(
          `editors differ:\n${first.shown.join("\n")}\n--- ${other.name}\n${other.shown.join("\n")}`,
        );
      }
    }
    const fresh = new Person("fresh", 77, first.state);
    if (fresh.shown.join("\n") !== first.shown.join("\n")) {
      this.#problems.push(`live ≠ reload:\n${first.shown.join("\n")}\n--- fresh\n${fresh.shown.join("\n")}`);
    }
    if (Buffer.compare(Buffer.from(fresh.state), Buffer.from(first.state)) !== 0) {
      const before = Y.encodeStateVector(first.ydoc).toString();
      if (Y.encodeStateVector(fresh.ydoc).toString() !== before)
        this.#problems.push("binding again wrote something");
    }
    fresh.close();
    const counts = countTokens(first);
    const hidden = hiddenText(first);
    for (const token of this.#typed) {
      if (this.#deleted.has(token)) continue;
      // In a row, a column or a table that somebody has deleted, for undo to bring back.
      if (!counts.has(token) && hidden.includes(token)) continue;
      const count = counts.get(token) ?? 0;
      // Two who move the same text at once, in blocks that they have merged or split differently, both keep it.
      if (count > 1 && this.#isRewrittenByTwo(token)) continue;
      if (count !== 1) this.#problems.push(`token ${token} is there ${count} times`);
    }
  }

  #isRewrittenByTwo(token: string): boolean {
    return this.#options.moves === true && (this.#rewriters.get(token)?.size ?? 0) > 1;
  }

  #token(): string {
    const n = this.#typed.size;
    const token = String.fromCodePoint(n % 7 === 3 ? FIRST_ASTRAL_TOKEN + n : FIRST_TOKEN + n);
    this.#typed.add(token);
    return token;
  }

  #edit(person: Person): void {
    const before = tokensOf(person);
    const stored = keptTokens(person);
    const pending = this.#typed.size;
    // Now and then somebody composes: their block is not patched until the composition ends.
    if (this.#options.composes) {
      const roll = this.#random();
      if (roll < 0.3) {
        person.editor._compositionKey = person.editor.getEditorState().read(() => {
          const selection = $getSelection();
          return $isRangeSelection(selection) ? selection.anchor.key : null;
        });
      } else if (roll < 0.6) person.editor._compositionKey = null;
    }
    const name = this.#perform(person);
    this.#edits++;
    this.#log.push(`${person.name} ${name}${person.editor.isComposing() ? " composing" : ""}`);
    if (this.#options.composes && this.#options.isStrict) {
      this.#log.push(
        `    shown  ${person.shown.join(" | ")}`,
        `    stored ${storedLines(person).join(" | ")}`,
      );
    }
    for (const error of person.errors.splice(0)) {
      const stack = error.stack ?? "";
      // Lexical rolls an update back in which one of its own functions threw.
      if (/packages\/binding\/src/.test(stack)) this.#problems.push(`${person.name} ${name}: ${stack}`);
      else this.#lexicalErrors.push(`${name}: ${error.message}`);
    }
    const after = tokensOf(person);
    // While a block is held that a peer has moved, it shows in both places: deleting it in one is deleting it.
    for (const [token, count] of before) if ((after.get(token) ?? 0) < count) this.#deleted.add(token);
    if (name === "undoes" || name === "redoes") {
      // In a block that is being composed in, this shows only later.
      const left = keptTokens(person);
      for (const token of stored) if (!left.has(token)) this.#deleted.add(token);
    }
    const typed = [...this.#typed];
    for (const token of typed.slice(pending)) if (!after.has(token)) this.#deleted.add(token);
  }

  #select(person: Person, isRange: boolean): void {
    const texts = blockTexts(person);
    const place = (): [number, number] => {
      const block = this.#int(texts.length);
      const text = texts[block] ?? "";
      const roll = this.#random();
      return [block, roll < 0.25 ? 0 : roll < 0.5 ? text.length : between(text, this.#int(text.length + 1))];
    };
    const [block, offset] = place();
    if (!isRange) {
      person.select(block, offset);
      return;
    }
    const [focusBlock, focusOffset] = place();
    const near = this.#random() < 0.7 ? Math.min(texts.length - 1, block + this.#int(3)) : focusBlock;
    if (hasTableBetween(person, block, near)) {
      person.select(block, offset);
      return;
    }
    person.select(block, offset, near, between(texts[near] ?? "", focusOffset));
  }

  #perform(person: Person): string {
    if (this.#options.tables && this.#random() < 0.45) {
      const { name, copied } = editTable(person, this.#random, () => this.#token());
      // Text that moves from a cell into the one that covers it is written anew.
      for (const token of copied) this.#deleted.add(token);
      return name;
    }
    if (this.#options.moves && this.#random() < 0.12) return this.#move(person);
    const roll = this.#random();
    if (roll < 0.3) {
      if (this.#random() < 0.7) this.#select(person, false);
      const text = Array.from({ length: 1 + this.#int(3) }, () => this.#token()).join("");
      person.type(text);
      return `types ${text}`;
    }
    if (roll < 0.42) {
      this.#select(person, false);
      person.enter();
      return "presses Enter";
    }
    if (roll < 0.52) {
      const sizes = blockSizes(person);
      const block = this.#int(sizes.length);
      if (block === 0 || this.#random() < 0.2) {
        // What Backspace does at the start of a heading, a quote or a list item.
        person.select(block, 0);
        person.edit((selection) => {
          const node = $blocks()[block];
          if ($isElementNode(node)) node.collapseAtStart(selection);
        });
        return "collapses";
      }
      if (hasTableBetween(person, block - 1, block)) return "stops before a table";
      // Without a DOM Lexical cannot move a caret: what Backspace selects is selected outright.
      person.select(block - 1, sizes[block - 1] ?? 0, block, 0);
      person.edit((selection) => selection.removeText());
      return "merges";
    }
    if (roll < 0.57) {
      const texts = blockTexts(person);
      const block = this.#int(texts.length);
      const text = texts[block] ?? "";
      const offset = between(text, this.#int(text.length));
      person.select(block, offset, block, between(text, offset + 1));
      person.edit((selection) => selection.removeText());
      return "presses Backspace";
    }
    if (roll < 0.63) {
      this.#select(person, true);
      person.edit((selection) => selection.removeText());
      return "deletes a range";
    }
    if (roll < 0.71) return this.#retype(person);
    if (roll < 0.76) {
      const block = this.#int(blockSizes(person).length);
      const change = this.#random() < 0.7 ? 1 : -1;
      person.update(() => {
        const item = $blocks()[block];
        if ($isListItemNode(item)) item.setIndent(Math.max(0, Math.min(8, item.getIndent() + change)));
      });
      return "indents";
    }
    if (roll < 0.83) {
      this.#select(person, true);
      const format = this.#pick<TextFormatType>(["bold", "italic", "code", "strikethrough"]);
      person.edit((selection) => selection.formatText(format));
      return `makes ${format}`;
    }
    if (roll < 0.87) {
      this.#select(person, true);
      const url = this.#random() < 0.7 ? this.#pick(["https://a.test", "https://b.test"]) : null;
      person.update(() => {
        $range();
        $toggleLink(url);
      });
      return `links ${url}`;
    }
    if (roll < 0.9) {
      this.#select(person, false);
      const which = this.#random() < 0.5;
      person.edit((selection) => {
        if (which) selection.insertLineBreak();
        else selection.insertRawText(`\t${this.#token()}`);
      });
      return "breaks the line";
    }
    if (roll < 0.93) {
      this.#select(person, this.#random() < 0.3);
      const texts = Array.from({ length: 2 + this.#int(3) }, () => this.#token() + this.#token());
      person.edit((selection) => selection.insertNodes(texts.map((text, i) => this.#pasted(text, i))));
      return `pastes ${texts.join("|")}`;
    }
    if (roll < 0.97) {
      person.binding.history.undo();
      return "undoes";
    }
    person.binding.history.redo();
    return "redoes";
  }

  #move(person: Person): string {
    const count = blockTexts(person).length;
    const from = this.#int(count);
    const to = this.#int(count);
    const isBefore = this.#random() < 0.5;
    person.update(() => {
      const block = $blocks()[from];
      const target = $blocks()[to];
      if (!block || !target || block.is(target)) return;
      if ($isListItemNode(block) !== $isListItemNode(target)) return;
      if (isBefore) target.insertBefore(block);
      else target.insertAfter(block);
    });
    return `moves ${from} to ${to}`;
  }

  #pasted(text: string, index: number): ElementNode {
    const block = index % 2 === 0 ? $createParagraphNode() : $createHeadingNode("h2");
    return block.append($createTextNode(text).setFormat(this.#random() < 0.3 ? 1 : 0));
  }

  #retype(person: Person): string {
    const kind = this.#pick([
      "paragraph",
      "h1",
      "h3",
      "h6",
      "quote",
      "code",
      "bullet",
      "number",
      "check",
      "remove",
    ] as const);
    this.#select(person, this.#random() < 0.4);
    person.update(() => {
      const selection = $range();
      if (kind === "bullet" || kind === "number" || kind === "check") {
        $insertList(kind);
        return;
      }
      if (kind === "remove") {
        $removeList();
        return;
      }
      const anchor = selection.anchor.getNode();
      const block = $blockOf(anchor);
      if (!$isElementNode(block) || $isListItemNode(block) || $isTableNode(block)) return;
      const node =
        kind === "paragraph"
          ? $createParagraphNode()
          : kind === "quote"
            ? $createQuoteNode()
            : kind === "code"
              ? $createCodeNode()
              : $createHeadingNode(kind);
      block.replace(node, true);
    });
    return `retypes to ${kind}`;
  }
}

/** How often each token shows. */
function tokensOf(person: Person): Map<string, number> {
  return person.editor.getEditorState().read(
    () => {
      const tokens = new Map<string, number>();
      for (const character of $getRoot().getTextContent()) {
        if ((character.codePointAt(0) as number) < FIRST_TOKEN) continue;
        tokens.set(character, (tokens.get(character) ?? 0) + 1);
      }
      return tokens;
    },
    { editor: person.editor },
  );
}

function countTokens(person: Person): Map<string, number> {
  const counts = new Map<string, number>();
  const count = (block: Block): void => {
    for (const run of block.runs) {
      if (!("text" in run)) continue;
      for (const character of run.text) {
        if ((character.codePointAt(0) as number) < FIRST_TOKEN) continue;
        counts.set(character, (counts.get(character) ?? 0) + 1);
      }
    }
    for (const row of block.table?.rows ?? []) {
      for (const cell of row.cells) cell.blocks.forEach(count);
    }
  };
  readBlocks(person.ydoc).forEach(count);
  return counts;
}

/** What stands in Yjs, shown or not. */
function keptTokens(person: Person): Set<string> {
  const text = [...person.ydoc.share.keys()]
    .filter((name) => name === BODY || cellIds(name) !== null)
    .map((name) => findFlow(person.ydoc, name)?.toString() ?? "")
    .join("");
  return new Set([...text].filter((character) => (character.codePointAt(0) as number) >= FIRST_TOKEN));
}

/** The text of cells that are not shown. */
function hiddenText(person: Person): string {
  const shown = new Set(person.shownFlows);
  return [...person.ydoc.share.keys()]
    .filter((name) => cellIds(name) !== null && !shown.has(name))
    .map((name) => findFlow(person.ydoc, name)?.toString() ?? "")
    .join("");
}

function storedLines(person: Person): string[] {
  return readBlocks(person.ydoc).map(
    (block) => `${block.type} ${block.runs.map((run) => ("text" in run ? run.text : "*")).join("")}`,
  );
}

function blockTexts(person: Person): string[] {
  return person.editor
    .getEditorState()
    .read(() => $blocks().map((block) => block.getTextContent()), { editor: person.editor });
}

function blockSizes(person: Person): number[] {
  return blockTexts(person).map((text) => text.length);
}

/** An offset that does not tear a surrogate pair: no caret stands there. */
function between(text: string, offset: number): number {
  const at = Math.min(offset, text.length);
  const code = text.charCodeAt(at);
  return code >= 0xdc00 && code <= 0xdfff ? at + 1 : at;
}
