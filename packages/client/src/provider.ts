import type { Awareness } from "y-protocols/awareness";
import type { Doc } from "yjs";
import type { Person } from "./people.js";
import type { Refusal } from "./refusal.js";
import type { Status } from "./status.js";
import type { User } from "./user.js";

/** Why no further attempt to connect will be made. */
export type Closed =
  /** The server closed with a final code (4400–4499). `reconnect()` tries again all the same. */
  | ({ readonly by: "server" } & Refusal)
  /** `close()` was called, or the ydoc was destroyed. */
  | { readonly by: "provider" };

export interface ProviderEvents {
  /** What `status` now is; also when only its figures differ. */
  readonly status: Status;
  /** The new list. */
  readonly people: readonly Person[];
  /** Once: the document of the server, or the device's copy of it, has been applied for the first time. */
  readonly loaded: undefined;
  readonly closed: Closed;
  /** Somebody in the document, or the server, has said something once. */
  readonly message: ReceivedMessage;
}

export interface ReceivedMessage {
  readonly topic: string;
  /** Any JSON; a peer may send whatever it likes. */
  readonly data: unknown;
  /** Told by the server: a peer cannot speak as the server. */
  readonly by: "peer" | "server";
}

/** Keeps a ydoc in step with a server and says what is saved. */
export interface Provider {
  readonly ydoc: Doc;
  readonly awareness: Awareness;
  readonly documentId: string;
  readonly status: Status;
  /** Self first, then the others in the order in which they came. */
  readonly people: readonly Person[];
  /** The document of the server, or the device's copy of it, has been applied; before that, an empty ydoc means nothing. */
  readonly loaded: boolean;
  /** Leaving now could lose something: `warnBeforeUnload` asks this. */
  readonly hasUnsaved: boolean;
  /** Returns what ends the subscription. */
  on<Name extends keyof ProviderEvents>(
    event: Name,
    listener: (value: ProviderEvents[Name]) => void,
  ): () => void;
  /**
   * Says something once to everybody else who is in the document now. It is kept nowhere, and lost where somebody is not
   * connected or the server's rate is exceeded. Returns whether it has been sent.
   *
   * @param topic 1–64 bytes
   * @param data JSON, at most 16 KiB
   * @throws RangeError, TypeError for what cannot be sent
   */
  broadcast(topic: string, data: unknown): boolean;
  /** How the others see us. */
  setUser(user: User): void;
  /** Tries again at once, also after a refusal. An open connection is asked for a sign of life. */
  reconnect(): void;
  /** Deletes this document's copy from the device, also what the server does not have, and keeps no more of it in any tab. */
  forgetOnDevice(): Promise<void>;
  /** Tells the others, sends what is on its way, and disposes everything. The ydoc stays. Idempotent. */
  close(): Promise<void>;
}
