import { createHash } from "node:crypto";

/** Who submits updates, and which Yjs clientIDs are theirs. */
export interface Writer {
  /** The userId; null where nobody has signed in. */
  readonly author: string | null;
  /** Whom a clientID belongs to that this writer is the first to write with; null: nobody. */
  readonly owner: string | null;
  /** Everybody whose clientIDs this writer may write with. The server's own code may write with all. */
  readonly isOwner: (owner: string) => boolean;
}

export interface WriterIdentity {
  readonly userId: string | null;
  /** The secret of a device; null for a client that sends none. */
  readonly deviceKey: string | null;
}

/** A user is the same on every device; without one a device is the same in every tab; a client that says neither owns nothing. */
export function writerOf({ userId, deviceKey }: WriterIdentity): Writer {
  const owners = [
    ...(userId === null ? [] : [ownerName("user", userId)]),
    ...(deviceKey === null ? [] : [ownerName("device", deviceKey)]),
  ];
  return { author: userId, owner: owners[0] ?? null, isOwner: (owner) => owners.includes(owner) };
}

/** The server's own code: it claims nothing and is trusted with everything. */
export function trustedWriter(author: string | null): Writer {
  return { author, owner: null, isOwner: () => true };
}

const OWNER_BYTES = 12;

/** What is kept of an identity: short, and nothing that would let its reader write as that device. */
function ownerName(kind: "user" | "device", secret: string): string {
  return createHash("sha256").update(`${kind}:${secret}`).digest().toString("base64url", 0, OWNER_BYTES);
}
