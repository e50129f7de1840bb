/** What goes to the worker: bytes alone, which are handed over and not copied. */
export interface CompactionRequest {
  readonly base: Uint8Array;
  /** See `encodeEntries`. */
  readonly entries: Uint8Array;
  readonly stranded: Uint8Array;
}

export type CompactionReply =
  | { readonly kind: "compacted"; readonly state: Uint8Array; readonly packed: Uint8Array }
  | { readonly kind: "not-whole" }
  | { readonly kind: "failed"; readonly message: string };
