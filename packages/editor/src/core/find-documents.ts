/** A document that can be mentioned. */
export interface FoundDocument {
  /** Unique among those that are found. */
  readonly id: string;
  readonly title: string;
  /** Where it is read: an address as in an `href`. One that could run script is left out. */
  readonly url: string;
}

/** Finds documents whose titles hold `query` ("": any), the likeliest first. What it throws is taken for nothing found. */
export type FindDocuments = (query: string, signal: AbortSignal) => Promise<readonly FoundDocument[]>;
