import { isFinal } from "@motet/protocol";
import { deviceKey } from "./device-key.js";
import type { Limits } from "./options.js";
import type { Refusal } from "./refusal.js";
import type { Ending, Wire } from "./wire.js";

/** Where the reconnecting connection stands. */
export type ConnectionState =
  /** `problem`: why the attempt before failed; null when it is the first since the beginning or since a refusal. */
  | { readonly kind: "attempting"; readonly problem: string | null }
  | { readonly kind: "open" }
  | { readonly kind: "waiting"; readonly nextAttemptAt: number; readonly problem: string }
  | ({ readonly kind: "denied" } & Refusal)
  | { readonly kind: "closed" };

export interface ConnectionOptions {
  /** Starts a socket that offers these subprotocols. Throws where none can be made. */
  readonly dial: (protocols: string[]) => Wire;
  /** Whether a socket that never opened was refused for good. Never rejects. */
  readonly explain: (credential: string | null, signal: AbortSignal) => Promise<Refusal | null>;
  readonly token: (() => Promise<string | null>) | undefined;
  readonly limits: Limits;
  readonly changed: () => void;
  /** Called after `changed`. */
  readonly denied: (refusal: Refusal) => void;
}

/**
 * When to connect: at once, and after each failure later and later, at a random moment of a window that doubles (full
 * jitter: clients that lost their server together do not come back together). Refused for good, it stops.
 */
export class Connection {
  #state: ConnectionState = { kind: "attempting", problem: null };
  #failures = 0;
  #attempt = 0;
  #credential: string | null = null;
  #wire: Wire | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #question: AbortController | null = null;
  readonly #options: ConnectionOptions;

  constructor(options: ConnectionOptions) {
    this.#options = options;
  }

  get state(): ConnectionState {
    return this.#state;
  }

  /** Connects now, unless that is under way or done. */
  connect(): void {
    switch (this.#state.kind) {
      case "attempting":
        if (this.#attempt === 0) this.#try(null);
        break;
      case "waiting":
        this.#try(this.#state.problem);
        break;
      case "denied":
        this.#try(null);
        break;
      case "open":
      case "closed":
        break;
    }
  }

  opened(): void {
    this.#stop();
    this.#become({ kind: "open" });
  }

  /** The connection has carried the document: the next failure is a first one again. */
  proved(): void {
    this.#failures = 0;
  }

  ended({ code, reason, problem }: Ending): void {
    const hadOpened = this.#state.kind === "open";
    this.#wire = null;
    if (this.#state.kind === "closed" || this.#state.kind === "denied") return;
    if (isFinal(code)) {
      this.#deny({ code, reason });
      return;
    }
    this.#retryLater(problem);
    if (!hadOpened) void this.#explain();
  }

  /** For good. The socket is left to who made it. */
  close(): void {
    this.#stop();
    this.#become({ kind: "closed" });
  }

  #try(problem: string | null): void {
    clearTimeout(this.#timer);
    this.#attempt += 1;
    const attempt = this.#attempt;
    this.#timer = setTimeout(() => this.#giveUp(), this.#options.limits.attemptTimeoutMs);
    this.#become({ kind: "attempting", problem });
    const { token } = this.#options;
    if (token === undefined) {
      this.#dial(attempt, null);
      return;
    }
    void ask(token).then(
      (credential) => this.#dial(attempt, credential),
      () => this.#isCurrent(attempt) && this.#retryLater("No credential could be had."),
    );
  }

  #dial(attempt: number, credential: string | null): void {
    if (!this.#isCurrent(attempt)) return;
    if (credential !== null && !SUBPROTOCOL.test(credential)) {
      this.#retryLater("The credential has characters that cannot be sent.");
      return;
    }
    this.#credential = credential;
    try {
      this.#wire = this.#options.dial(subprotocols(credential));
    } catch (error) {
      this.#retryLater(error instanceof Error ? error.message : "The socket could not be made.");
    }
  }

  #isCurrent(attempt: number): boolean {
    return attempt === this.#attempt && this.#state.kind === "attempting" && this.#wire === null;
  }

  #giveUp(): void {
    const problem = "The server did not answer in time.";
    if (this.#wire === null) this.#retryLater(problem);
    else this.#wire.drop(problem);
  }

  #retryLater(problem: string): void {
    clearTimeout(this.#timer);
    const { minBackoffMs, maxBackoffMs } = this.#options.limits;
    const window = Math.min(minBackoffMs * 2 ** this.#failures, maxBackoffMs);
    const delayMs = Math.random() * window;
    this.#failures += 1;
    this.#timer = setTimeout(() => this.connect(), delayMs);
    this.#become({ kind: "waiting", nextAttemptAt: Date.now() + delayMs, problem });
  }

  /** One question at a time; the attempts go on meanwhile, and one that succeeds makes the answer worthless. */
  async #explain(): Promise<void> {
    if (this.#question !== null) return;
    const question = new AbortController();
    this.#question = question;
    const refusal = await this.#options.explain(this.#credential, question.signal);
    if (this.#question !== question) return;
    this.#question = null;
    if (refusal !== null) this.#deny(refusal);
  }

  #deny({ code, reason }: Refusal): void {
    this.#stop();
    this.#become({ kind: "denied", code, reason });
    this.#wire?.drop(reason);
    this.#options.denied({ code, reason });
  }

  #stop(): void {
    clearTimeout(this.#timer);
    this.#question?.abort();
    this.#question = null;
  }

  #become(state: ConnectionState): void {
    this.#state = state;
    this.#options.changed();
  }
}

/** "motet" is the one that a server answers; a stock y-websocket server answers the first. */
function subprotocols(credential: string | null): string[] {
  const bearer = credential === null ? [] : [`motet.bearer.${credential}`];
  return ["motet", ...bearer, `motet.device.${deviceKey()}`];
}

/** The characters of a subprotocol's name (RFC 6455 §4.1, RFC 2616 §2.2): a JWT has no others. */
const SUBPROTOCOL = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

/** What `token` throws is a rejection too. */
async function ask(token: () => Promise<string | null>): Promise<string | null> {
  return token();
}
