import type { Meter } from "./meter.js";

/** One person's editor in a benchmark: the same edits for every contestant, each on its own copy of its libraries. */
export interface Voice {
  /** Puts the caret into block `index`, behind `offset` characters. */
  placeCaret(index: number, offset: number): void;
  /** Types at the caret, wherever it has got to. */
  type(text: string): void;
  /** Presses Enter at the caret. */
  enter(): void;
  /** Joins block `index` to the one above it. */
  merge(index: number): void;
  /** Makes block `index` a heading. */
  retype(index: number): void;
  removeBlock(index: number): void;
  moveBlock(index: number, to: number): void;
  split(index: number, offset: number): void;
  /** Makes block `index` bold. */
  format(index: number): void;
  undo(): void;
  /** The text of each block, as a reader sees it. */
  texts(): string[];
  /** Everything that this person has, as one update. */
  state(): Uint8Array;
  /** Called with each update that this person makes. */
  onUpdate(listener: (update: Uint8Array) => void): void;
  receive(update: Uint8Array): void;
  /** What the editor has reported instead of throwing. */
  readonly errors: readonly unknown[];
  close(): void;
}

/** A person whose keys are timed. */
export interface TimedVoice extends Voice {
  readonly meter: Meter;
  /** Takes back the character before the caret, which stands in text and not at its beginning. */
  backspace(): void;
  /** Puts paragraphs in at the caret, as a paste does. */
  paste(paragraphs: readonly string[]): void;
  /** Commits what the editor holds back until the end of the turn, so that its time can be taken. */
  flush(): void;
}

export type BlockKind = "paragraph" | "list-item";

export interface Contestant<V extends Voice = Voice> {
  readonly name: string;
  /** A new person; `state` is the document to begin with, null for one who writes it. */
  open(state: Uint8Array | null, clientId?: number): V;
  /** The document of a benchmark, written by somebody who has left. */
  write(texts: readonly string[], kind?: BlockKind): Uint8Array;
}

export type TimedContestant = Contestant<TimedVoice>;
