/** One person's editor in a benchmark: the same edits for every contestant, each on its own copy of its libraries. */
export interface Voice {
  /** Puts the caret into block `index`, behind `offset` characters. */
  placeCaret(index: number, offset: number): void;
  /** Types at the caret, wherever it has got to. */
  type(text: string): void;
  merge(index: number): void;
  retype(index: number): void;
  removeBlock(index: number): void;
  moveBlock(index: number, to: number): void;
  split(index: number, offset: number): void;
  format(index: number): void;
  undo(): void;
  /** The text of each block, as a reader sees it. */
  texts(): string[];
  /** Everything that this person has, as one update. */
  state(): Uint8Array;
  /** Called with each update that this person makes. */
  onUpdate(listener: (update: Uint8Array) => void): void;
  receive(update: Uint8Array): void;
  close(): void;
}

export interface Contestant {
  readonly name: string;
  /** A new person; `state` is the document to begin with, null for one who writes it. */
  open(state: Uint8Array | null): Voice;
  /** The document of a benchmark, written by somebody who has left. */
  write(paragraphs: readonly string[]): Uint8Array;
}
