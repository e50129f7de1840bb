/** What one client says of itself in awareness. */
export interface AwarenessEntry {
  readonly clientId: number;
  readonly clock: number;
  /** JSON text of an object, or "null": the client has left. */
  readonly state: string;
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
  | { readonly kind: "condition"; readonly cannotSave: boolean };
