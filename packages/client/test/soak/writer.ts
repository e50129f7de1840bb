import { WebSocket } from "ws";
import * as Y from "yjs";
import { createProvider, type Provider } from "../../src/index.js";
import { trueNow } from "./wall-clock.js";

/** The product's waits, shortened so that a minute holds many faults. */
const LIMITS = {
  attemptTimeoutMs: 4_000,
  webSocketPatienceMs: 1_500,
  probeWebSocketAfterMs: 2_000,
  probeWebSocketAtMostMs: 8_000,
  maxBackoffMs: 1_000,
  probeAfterMs: 2_000,
  answerTimeoutMs: 2_500,
};

export interface WriterOptions {
  readonly name: string;
  readonly url: string;
  readonly documentId: string;
  readonly random: () => number;
  readonly credentialMs: () => number;
  /** Called in the turn in which the status begins to say `saved`. */
  readonly onSaved: () => void;
}

export const body = (ydoc: Y.Doc): string => ydoc.getText("body").toString();
export const words = (ydoc: Y.Doc): string[] => body(ydoc).match(/[a-z]+\d+;/g) ?? [];

/** Types words that are never deleted, and changes a number of its own; notes up to which of them `saved` was said. */
export class Writer {
  readonly name: string;
  readonly ydoc = new Y.Doc();
  readonly provider: Provider;
  readonly kinds = new Map<string, number>();
  typed = 0;
  /** So many of its words were called saved. */
  promised = 0;
  samples = 0;
  readonly #random: () => number;

  constructor({ name, url, documentId, random, credentialMs, onSaved }: WriterOptions) {
    this.name = name;
    this.#random = random;
    this.provider = createProvider({
      ...LIMITS,
      url,
      documentId,
      ydoc: this.ydoc,
      user: { name },
      token: async () => `${name}.${trueNow() + credentialMs()}`,
      WebSocketPolyfill: WebSocket,
    });
    this.provider.on("status", ({ kind, transport }) => {
      const key = kind === "saved" ? `saved by ${transport}` : kind;
      this.kinds.set(key, (this.kinds.get(key) ?? 0) + 1);
      this.sample();
      if (kind === "saved") onSaved();
    });
  }

  type(): void {
    const text = this.ydoc.getText("body");
    const places = [...text.toString().matchAll(/;/g)].map(({ index }) => index + 1);
    const at = this.#random() < 0.7 ? text.length : (places[Math.floor(this.#random() * places.length)] ?? 0);
    this.typed += 1;
    this.ydoc.transact(() => {
      text.insert(at, `${this.name}${this.typed};`);
      this.ydoc.getMap("counts").set(this.name, this.typed);
    });
    this.sample();
  }

  sample(): void {
    this.samples += 1;
    if (this.provider.status.kind === "saved") this.promised = this.typed;
  }
}
