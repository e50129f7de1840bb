import type { ConnectionState, Transport } from "./connection.js";
import type { DeviceCondition } from "./device/device-copy.js";
import type { Link, ServerKnowledge } from "./link.js";
import type { Unsaved } from "./outbox.js";
import type { Refusal } from "./refusal.js";

interface Figures {
  /** Local changes that are not known to be on the server's disk. */
  readonly unsavedEdits: number;
  /** Their size as Yjs updates. */
  readonly unsavedBytes: number;
  /** When the oldest of them was made (milliseconds since the epoch); null when there is none. */
  readonly unsavedSince: number | null;
  /** Whether everything local is on this device, and if not, why. */
  readonly onDevice: DeviceCondition;
  /** How messages travel, or will with the next attempt. */
  readonly transport: Transport;
}

interface Retry {
  /** When the next attempt begins (milliseconds since the epoch); null while one is under way or none will follow. */
  readonly nextAttemptAt: number | null;
  /** Why the last attempt or connection failed, in English, for a person who wants to know more. */
  readonly problem: string;
}

/**
 * | kind | what is true |
 * |---|---|
 * | `connecting` | the document has not been exchanged yet, nothing has failed, or the server has not said yet what is on its disk |
 * | `saving` | connected; something local is not known to be on the server's disk |
 * | `saved` | connected; everything local is on the server's disk |
 * | `synced` | connected to a server that never says what is on its disk: everything local has been sent |
 * | `offline-kept` | not connected; local changes are kept on this device |
 * | `offline-not-kept` | not connected; what is unsaved goes when the page goes |
 * | `read-only` | connected; the server takes no changes from here |
 * | `denied` | the server refused for good; `reconnect()` tries again |
 * | `server-cannot-save` | connected; the server relays changes but cannot write them down at present |
 */
export type Status =
  | ({
      readonly kind: "connecting" | "saving" | "saved" | "synced" | "read-only" | "server-cannot-save";
    } & Figures)
  | ({ readonly kind: "offline-kept" | "offline-not-kept" } & Figures & Retry)
  | ({ readonly kind: "denied" } & Figures & Refusal);

export interface StatusInput {
  readonly connection: ConnectionState;
  readonly transport: Transport;
  /** The open socket's; null while none is open. */
  readonly link: Link | null;
  readonly server: ServerKnowledge;
  readonly isSettled: boolean;
  readonly unsaved: Unsaved;
  readonly onDevice: DeviceCondition;
}

export function statusOf(input: StatusInput): Status {
  const { edits, bytes, since } = input.unsaved;
  const { connection, onDevice } = input;
  const figures: Figures = {
    unsavedEdits: edits,
    unsavedBytes: bytes,
    unsavedSince: since,
    onDevice,
    transport: input.transport,
  };
  const offline = onDevice === "kept" ? "offline-kept" : "offline-not-kept";
  switch (connection.kind) {
    case "attempting":
      if (connection.problem === null) return { kind: "connecting", ...figures };
      return { kind: offline, ...figures, nextAttemptAt: null, problem: connection.problem };
    case "waiting": {
      const { nextAttemptAt, problem } = connection;
      return { kind: offline, ...figures, nextAttemptAt, problem };
    }
    case "resting":
      return {
        kind: offline,
        ...figures,
        nextAttemptAt: null,
        problem: "The connection rests until you come back.",
      };
    case "denied":
      return { kind: "denied", ...figures, code: connection.code, reason: connection.reason };
    case "closed":
      return {
        kind: offline,
        ...figures,
        nextAttemptAt: null,
        problem: "The provider was closed.",
      };
    case "open":
      return { kind: connectedKind(input), ...figures };
  }
}

function connectedKind({ link, server, isSettled, unsaved }: StatusInput) {
  const waiting = unsaved.edits > 0 ? "saving" : "connecting";
  if (link === null) return waiting;
  if (link.isReadOnly) return link.isServed ? "read-only" : "connecting";
  if (link.cannotSave) return "server-cannot-save";
  if (!link.isReady) return link.isServed ? waiting : "connecting";
  if (server.acknowledges === "no") return "synced";
  if (!link.isConfirmed) return waiting;
  return isSettled ? "saved" : "saving";
}

export function sameStatus(a: Status, b: Status): boolean {
  const keys = Object.keys(b) as (keyof Status)[];
  return keys.length === Object.keys(a).length && keys.every((key) => a[key] === b[key]);
}
