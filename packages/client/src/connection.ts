import { CloseCode, isFinal } from "@motet/protocol";
import type { Answer } from "./inquire.js";
import type { Limits } from "./options.js";
import type { Refusal } from "./refusal.js";
import { canBeSent } from "./subprotocols.js";
import type { Ending, Wire } from "./wire.js";

/** How the messages travel. `polling`: HTTP long polling, where WebSockets do not get through. */
export type Transport = "websocket" | "polling";

/** Where the reconnecting connection stands. */
export type ConnectionState =
  /** `problem`: why the attempt before failed; null when it is the first since the beginning or since a refusal. */
  | { readonly kind: "attempting"; readonly problem: string | null }
  | { readonly kind: "open" }
  | { readonly kind: "waiting"; readonly nextAttemptAt: number; readonly problem: string }
  /** Closed by the server because nobody was here; `connect()` when somebody is. */
  | { readonly kind: "resting" }
  | ({ readonly kind: "denied" } & Refusal)
  | { readonly kind: "closed" };

export interface ConnectionOptions {
  /** Starts a socket with this credential. Throws where none can be made. */
  readonly dial: (credential: string | null, transport: Transport) => Wire;
  /** Asks over HTTP about a WebSocket that does not carry anything. Never rejects. */
  readonly inquire: (credential: string | null, signal: AbortSignal) => Promise<Answer>;
  readonly token: (() => Promise<string | null>) | undefined;
  readonly limits: Limits;
  readonly changed: () => void;
  /** Called after `changed`. */
  readonly denied: (refusal: Refusal) => void;
}

/** Codes below 3000 that a server has a reason for; behind any other may be somebody between us and it. */
const EXPLAINED: readonly number[] = [1001, 1008, 1009, 1011, 1012, 1013];

/** A server that is just coming up refuses a socket and answers the question a moment later: once is no proof. */
const FAILURES_BEFORE_FALLBACK = 2;

/**
 * When to connect, and how: at once, and after each failure later and later, at a random moment of a window that doubles
 * (full jitter: clients that lost their server together do not come back together). Refused for good, it stops. Where the
 * server can be reached and WebSockets carry nothing, it goes over to polling.
 */
export class Connection {
  #state: ConnectionState = { kind: "attempting", problem: null };
  #transport: Transport = "websocket";
  #failures = 0;
  #blockedSockets = 0;
  #attempt = 0;
  #credential: string | null = null;
  #wire: Wire | null = null;
  #hasCarried = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #patience: ReturnType<typeof setTimeout> | undefined;
  #question: AbortController | null = null;
  readonly #options: ConnectionOptions;

  constructor(options: ConnectionOptions) {
    this.#options = options;
  }

  get state(): ConnectionState {
    return this.#state;
  }

  /** Of the open connection, or of the next attempt. */
  get transport(): Transport {
    return this.#transport;
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
      case "resting":
      case "denied":
        this.#try(null);
        break;
      case "open":
      case "closed":
        break;
    }
  }

  /** Over the other transport, now. What was sent on the present one may still arrive. */
  switchTo(transport: Transport): void {
    if (this.#transport === transport || this.#state.kind === "denied" || this.#state.kind === "closed")
      return;
    const wire = this.#wire;
    this.#stop();
    this.#transport = transport;
    this.#wire = null;
    if (wire?.isOpen) wire.close();
    else wire?.drop("The connection goes another way.");
    this.#try("problem" in this.#state ? this.#state.problem : null);
  }

  opened(): void {
    clearTimeout(this.#timer);
    this.#become({ kind: "open" });
  }

  /** A message has come: whatever is asked or doubted about this socket is settled. */
  carried(): void {
    if (this.#hasCarried) return;
    this.#hasCarried = true;
    this.#blockedSockets = 0;
    clearTimeout(this.#patience);
    this.#dropQuestion();
  }

  /** The connection has carried the document: the next failure is a first one again. */
  proved(): void {
    this.#failures = 0;
  }

  ended(wire: Wire, { code, reason, problem }: Ending): void {
    // One that was given up for another transport.
    if (wire !== this.#wire) return;
    this.#wire = null;
    clearTimeout(this.#patience);
    if (this.#state.kind === "closed" || this.#state.kind === "denied") return;
    const hadCarried = this.#hasCarried;
    if (code === CloseCode.IDLE) {
      this.#stop();
      this.#become({ kind: "resting" });
    } else if (isFinal(code) && !this.#canHeal(code, hadCarried)) {
      this.#deny({ code, reason });
    } else {
      const wasPolling = this.#transport === "polling";
      if (wasPolling && !hadCarried) this.#transport = "websocket";
      this.#retryLater(problem);
      if (!wasPolling && !hadCarried && code < 3000 && !EXPLAINED.includes(code)) void this.#inquire();
    }
  }

  /** For good. The socket is left to who made it. */
  close(): void {
    this.#stop();
    this.#become({ kind: "closed" });
  }

  /** A credential that has expired on an open connection: the next attempt brings a fresh one. */
  #canHeal(code: number, hadCarried: boolean): boolean {
    return code === CloseCode.UNAUTHENTICATED && hadCarried && this.#options.token !== undefined;
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
    if (credential !== null && !canBeSent(credential)) {
      this.#retryLater("The credential has characters that cannot be sent.");
      return;
    }
    this.#credential = credential;
    this.#hasCarried = false;
    clearTimeout(this.#patience);
    const { dial, limits } = this.#options;
    try {
      this.#wire = dial(credential, this.#transport);
    } catch (error) {
      this.#retryLater(error instanceof Error ? error.message : "The socket could not be made.");
      return;
    }
    if (this.#transport === "websocket")
      this.#patience = setTimeout(() => void this.#inquire(), limits.webSocketPatienceMs);
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

  /** One question at a time; the attempts go on meanwhile, and one that carries something makes the answer worthless. */
  async #inquire(): Promise<void> {
    if (this.#question !== null) return;
    const question = new AbortController();
    this.#question = question;
    const isHanging = this.#wire !== null;
    const answer = await this.#options.inquire(this.#credential, question.signal);
    if (this.#question !== question) return;
    this.#question = null;
    switch (answer.kind) {
      case "refused":
        this.#deny(answer);
        break;
      case "reachable":
        this.#blockedSockets += 1;
        if (isHanging || this.#blockedSockets >= FAILURES_BEFORE_FALLBACK) this.switchTo("polling");
        else if (this.#state.kind === "waiting") this.connect();
        break;
      case "unknown":
        break;
    }
  }

  #deny({ code, reason }: Refusal): void {
    this.#stop();
    this.#become({ kind: "denied", code, reason });
    this.#wire?.drop(reason);
    this.#options.denied({ code, reason });
  }

  #stop(): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#patience);
    this.#dropQuestion();
  }

  #dropQuestion(): void {
    this.#question?.abort();
    this.#question = null;
  }

  #become(state: ConnectionState): void {
    this.#state = state;
    this.#options.changed();
  }
}

/** What `token` throws is a rejection too. */
async function ask(token: () => Promise<string | null>): Promise<string | null> {
  return token();
}
