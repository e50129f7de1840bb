/** What one client says of itself in awareness. */
export interface AwarenessEntry {
  readonly clientId: number;
  readonly clock: number;
  /** JSON text of an object, or "null": the client has left. */
  readonly state: string;
}

/** Something that is said once to everybody in a document. */
export interface Broadcast {
  /** What kind of thing it is, in the application's words: 1–64 bytes of UTF-8. */
  readonly topic: string;
  /** At most 16 KiB of JSON as UTF-8, opaque to the server. */
  readonly data: Uint8Array;
  /** Told by the server: a client cannot speak as the server. */
  readonly by: "peer" | "server";
}

/** A decoded frame. The bytes in it are views of the frame: copy what is to outlive it. */
export type Message =
  | { readonly kind: "sync-step-1"; readonly stateVector: Uint8Array }
  | { readonly kind: "sync-step-2"; readonly update: Uint8Array }
  | { readonly kind: "update"; readonly update: Uint8Array }
  | { readonly kind: "awareness"; readonly entries: readonly AwarenessEntry[] }
  /** The server's refusal in y-protocols' way; a reason for people. */
  | { readonly kind: "auth"; readonly reason: string }
  | { readonly kind: "query-awareness" }
  | { readonly kind: "saved"; readonly payload: Uint8Array }
  | { readonly kind: "condition"; readonly cannotSave: boolean }
  | ({ readonly kind: "broadcast" } & Broadcast);
