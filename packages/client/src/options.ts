import type { Doc } from "yjs";
import type { SocketConstructor } from "./socket-like.js";
import type { User } from "./user.js";

/** The times and limits of a provider. */
export interface Limits {
  /** An attempt (credential and connection) that takes longer is given up. */
  readonly attemptTimeoutMs: number;
  /** A WebSocket that has carried nothing after this is doubted: where the server can be reached over HTTP, polling takes its place. */
  readonly webSocketPatienceMs: number;
  /** While polling, a WebSocket is tried again after this, then after twice the time, up to the second figure. */
  readonly probeWebSocketAfterMs: number;
  readonly probeWebSocketAtMostMs: number;
  /** Upper bound of the random wait after the first failure; it doubles with each further one. */
  readonly minBackoffMs: number;
  /** The upper bound does not grow past this: lower recovers sooner, higher spares a server that comes back to many clients. */
  readonly maxBackoffMs: number;
  /** A connection that has been silent for so long is asked for a sign of life. */
  readonly probeAfterMs: number;
  /** A connection that then stays silent for so long is given up. Together with `probeAfterMs` at most 30 s. */
  readonly answerTimeoutMs: number;
  /** A server that has not answered the first request for an acknowledgement after this is taken for a stock y-websocket server. */
  readonly acknowledgeTimeoutMs: number;
  /** Requests for an acknowledgement under way at the same time. */
  readonly maxInFlight: number;
  /** The connection waits no longer for what the device has. */
  readonly deviceReadTimeoutMs: number;
  /** While connected, what goes to the device is gathered for so long. */
  readonly lazyWriteMs: number;
  /** A device that takes nothing is tried again after this. */
  readonly retryDeviceAfterMs: number;
  /** A copy on the device that has grown by so much is written anew as a whole. */
  readonly foldAfterEntries: number;
  readonly foldAfterBytes: number;
  /** Beyond these, of one person on one device, the documents opened longest ago are forgotten; never one with unsaved edits. */
  readonly maxKeptDocuments: number;
  readonly maxKeptBytes: number;
  /** How long `close()` waits for the socket's closing handshake. */
  readonly closeTimeoutMs: number;
}

export const DEFAULTS: Limits = {
  attemptTimeoutMs: 10_000,
  webSocketPatienceMs: 2_500,
  probeWebSocketAfterMs: 15_000,
  probeWebSocketAtMostMs: 300_000,
  minBackoffMs: 250,
  maxBackoffMs: 10_000,
  probeAfterMs: 18_000,
  answerTimeoutMs: 10_000,
  acknowledgeTimeoutMs: 3_000,
  maxInFlight: 4,
  deviceReadTimeoutMs: 1_000,
  lazyWriteMs: 500,
  retryDeviceAfterMs: 10_000,
  foldAfterEntries: 500,
  foldAfterBytes: 256 * 1024,
  maxKeptDocuments: 200,
  maxKeptBytes: 64 * 1024 * 1024,
  closeTimeoutMs: 1_000,
};

export interface ProviderOptions extends Partial<Limits> {
  /** Where the server is: `ws(s)://` or `http(s)://`. The provider adds `/sync/<document id>`. */
  readonly url: string;
  /** 1–255 bytes of UTF-8 without control characters. */
  readonly documentId: string;
  /** What it holds already counts as local and is sent. */
  readonly ydoc: Doc;
  /** Shown to the others; see `setUser`. */
  readonly user?: User | undefined;
  /** Asked before every attempt to connect. Null: no credential. When it rejects, the attempt counts as failed and is repeated. */
  readonly token?: (() => Promise<string | null>) | undefined;
  /**
   * Keeps the document on this device too, for this person alone: it opens without a network, and what is edited offline
   * survives the end of the browser. Two people of one browser need two owners. Left out: nothing is kept.
   */
  readonly device?: { readonly owner: string } | undefined;
  /** Needed where there is no global `WebSocket` (Node before 22). */
  readonly WebSocketPolyfill?: SocketConstructor | undefined;
}

export function limitsOf(options: Partial<Limits>): Limits {
  const limits: Record<keyof Limits, number> = { ...DEFAULTS };
  for (const name of Object.keys(DEFAULTS) as (keyof Limits)[]) {
    const value = options[name];
    if (value === undefined) continue;
    if (!Number.isFinite(value) || value < 0)
      throw new RangeError(`${name} must be a number of at least 0, not ${value}.`);
    limits[name] = value;
  }
  return limits;
}
