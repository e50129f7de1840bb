export interface VoiceOptions {
  readonly clientId: number;
  /** The document to begin with, as a Yjs update in base64. */
  readonly state?: string;
  readonly undoGroupMs: number;
}

/** A point on the screen, in CSS pixels of the viewport. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

/** What is to be seen in one person's page. */
export interface Seen {
  /** Lexical's lines. */
  readonly shown: readonly string[];
  /** The text in the DOM. */
  readonly drawn: string;
  readonly html: string;
  /** The blocks in Yjs, as JSON. */
  readonly stored: string;
  /** All text in Yjs, also of cells whose row, column or table somebody has deleted. */
  readonly kept: string;
  /** Where the DOM says something else than Lexical. */
  readonly mismatches: readonly string[];
  /** The text before the caret. */
  readonly before: string;
  readonly selected: string;
  readonly isComposing: boolean;
  /** What was written since the last look, in base64. */
  readonly updates: readonly string[];
  readonly errors: readonly string[];
}
