export type Role = "viewer" | "commenter" | "editor" | "owner";

export const mayWrite = ({ role }: Access): boolean => role === "editor" || role === "owner";

/** What somebody may do with one document. */
export interface Access {
  readonly role: Role;
  /** Null: nobody has signed in (mode `open`). */
  readonly userId: string | null;
  /** Milliseconds since the epoch; null: does not expire. */
  readonly expiresAt: number | null;
}

export type Decision =
  | { readonly kind: "granted"; readonly access: Access }
  /** No credential, or one that is malformed or expired: 401 before the upgrade, 4401 after. */
  | { readonly kind: "unauthenticated" }
  /** Missing and forbidden look the same to the one who asks: 404 before the upgrade, 4404 after. */
  | { readonly kind: "not-found" };

export interface AccessRequest {
  readonly documentId: string;
  /** Bearer token from header, subprotocol or cookie; null when there was none. */
  readonly credential: string | null;
}

/** Asked at every opening of a document and at every REST call. Rejecting means "cannot tell": 503. */
export interface Authorizer {
  authorize(request: AccessRequest): Promise<Decision>;
}
