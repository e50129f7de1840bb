import type { Compacted } from "./compactor.js";

/** What goes to the worker: bytes alone, which are handed over and not copied. */
export interface CompactionRequest {
  readonly base: Uint8Array;
  /** See `encodeEntries`. */
  readonly entries: Uint8Array;
  readonly stranded: Uint8Array;
  readonly titleRoot: string | null;
}

export type CompactionReply =
  | ({ readonly kind: "compacted" } & Compacted)
  | { readonly kind: "not-whole" }
  | { readonly kind: "failed"; readonly message: string };
