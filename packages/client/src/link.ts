import { encodeSaved, encodeSyncStep1, type Message } from "@motet/protocol";
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import * as Y from "yjs";
import type { Limits } from "./options.js";
import type { Outbox } from "./outbox.js";
import type { Wire } from "./wire.js";

/** What is known of the server for as long as the provider lives. */
export interface ServerKnowledge {
  /** Whether it answers message 102: "no" is a guess from its silence, "yes" is certain. */
  acknowledges: "unknown" | "yes" | "no";
}

export interface LinkOptions {
  readonly wire: Wire;
  readonly ydoc: Y.Doc;
  readonly outbox: Outbox;
  readonly server: ServerKnowledge;
  readonly limits: Limits;
  /** Something that the status depends on may have changed. */
  readonly changed: () => void;
}

/**
 * One open socket, from its first message to its end: the handshake, the questions "is it on disk?", and the watch
 * over a connection that may have died without saying so.
 *
 * When an answer counts. The server's sync step 1 is answered by everything that it lacks; from then on y-websocket
 * sends each local update on this same socket, in order. So a question sent after that answer covers all that is
 * local at that moment, and one sent before, or on another socket, covers nothing: it is never asked.
 */
export class Link {
  readonly #options: LinkOptions;
  #isAnswered = false;
  #isServed = false;
  #isConfirmed = false;
  #cannotSave = false;
  #isReadOnly = false;
  #judgeTimer: ReturnType<typeof setTimeout> | undefined;
  #watchTimer: ReturnType<typeof setTimeout> | undefined;
  /** How things stood when a sign of life was asked for; null while none is awaited. */
  #probe: { readonly receivedCount: number; readonly bufferedAmount: number } | null = null;

  constructor(options: LinkOptions) {
    this.#options = options;
    this.#watch(this.#patienceMs);
  }

  /** The server's document has been applied. */
  get isServed(): boolean {
    return this.#isServed;
  }

  /** Both sides have what the other had. */
  get isReady(): boolean {
    return this.#isServed && (this.#isAnswered || this.#isReadOnly);
  }

  /** At least one acknowledgement has come on this socket. */
  get isConfirmed(): boolean {
    return this.#isConfirmed;
  }

  get cannotSave(): boolean {
    return this.#cannotSave;
  }

  get isReadOnly(): boolean {
    return this.#isReadOnly;
  }

  /** Our answer to the server's sync step 1 has been sent. */
  answered(): void {
    this.#isAnswered = true;
    this.#options.outbox.owe();
    this.ask();
  }

  receive(message: Message): void {
    const { outbox, server } = this.#options;
    switch (message.kind) {
      case "sync-step-2":
        this.#isServed = true;
        if (this.#probe === null) this.#watch(this.#patienceMs);
        break;
      case "saved":
        server.acknowledges = "yes";
        if (outbox.settle(ticketOf(message.payload))) this.#isConfirmed = true;
        this.ask();
        break;
      case "condition":
        server.acknowledges = "yes";
        this.#weather(message.cannotSave);
        break;
      case "auth":
        this.#isReadOnly = true;
        break;
      default:
        return;
    }
    this.#options.changed();
  }

  /** Asks whether what is local is durable, unless enough questions are under way or nothing is new. */
  ask(): void {
    const { outbox, limits } = this.#options;
    if (!this.#isAnswered || !outbox.hasOpen || outbox.inFlight >= limits.maxInFlight) return;
    this.#sendQuestion();
  }

  /** Asks for a sign of life now; without one within `answerTimeoutMs` the connection is given up. */
  probe(): void {
    const { wire, ydoc, outbox, server, limits } = this.#options;
    if (this.#probe !== null || !this.#isServed) return;
    this.#probe = { receivedCount: wire.receivedCount, bufferedAmount: wire.bufferedAmount };
    // A question is the lightest probe; but a server whose disk is slow or failing may keep it, and a stock one ignores it.
    const answersAtOnce = server.acknowledges === "yes" && !this.#cannotSave && outbox.inFlight === 0;
    if (answersAtOnce && this.#isAnswered) this.#sendQuestion();
    else wire.send(encodeSyncStep1(Y.encodeStateVector(ydoc)));
    this.#watch(limits.answerTimeoutMs);
  }

  dispose(): void {
    clearTimeout(this.#judgeTimer);
    clearTimeout(this.#watchTimer);
  }

  #sendQuestion(): void {
    const { wire, outbox, server } = this.#options;
    if (!wire.isOpen) return;
    wire.send(encodeSaved(payloadOf(outbox.seal())));
    if (server.acknowledges === "unknown" && this.#judgeTimer === undefined) this.#judgeLater();
  }

  #judgeLater(): void {
    const { server, limits, changed } = this.#options;
    this.#judgeTimer = setTimeout(() => {
      if (server.acknowledges !== "unknown") return;
      server.acknowledges = "no";
      changed();
    }, limits.acknowledgeTimeoutMs);
  }

  #weather(cannotSave: boolean): void {
    const recovered = this.#cannotSave && !cannotSave;
    this.#cannotSave = cannotSave;
    if (!recovered) return;
    // Questions from the bad time need not be answered any more: one new question covers them all.
    this.#options.outbox.reopen();
    this.ask();
  }

  #watch(delayMs: number): void {
    clearTimeout(this.#watchTimer);
    this.#watchTimer = setTimeout(() => this.#check(), delayMs);
  }

  /** How long silence is borne. A first document may take its time, and asking again would only add to it. */
  get #patienceMs(): number {
    const { probeAfterMs, answerTimeoutMs } = this.#options.limits;
    return this.#isServed ? probeAfterMs : probeAfterMs + answerTimeoutMs;
  }

  #check(): void {
    const { wire } = this.#options;
    const silentMs = performance.now() - wire.lastReceivedAt;
    const isAlive =
      this.#probe === null
        ? silentMs < this.#patienceMs
        : wire.receivedCount > this.#probe.receivedCount || wire.bufferedAmount < this.#probe.bufferedAmount;
    if (isAlive) {
      this.#probe = null;
      this.#watch(Math.max(this.#patienceMs - silentMs, MIN_WATCH_MS));
    } else if (this.#probe === null && this.#isServed) {
      this.probe();
    } else {
      wire.drop("The server stopped answering.");
    }
  }
}

const MIN_WATCH_MS = 1_000;

function payloadOf(ticket: number): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, ticket);
  return encoding.toUint8Array(encoder);
}

/** 0, which is no ticket, when the payload is not one of ours. */
function ticketOf(payload: Uint8Array): number {
  try {
    const decoder = decoding.createDecoder(payload);
    const ticket = decoding.readVarUint(decoder);
    return decoding.hasContent(decoder) ? 0 : ticket;
  } catch {
    return 0;
  }
}
