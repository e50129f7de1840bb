import { encodeSyncStep1, encodeSyncStep2, encodeUpdate } from "@motet/protocol";
import { decodeStateVector } from "./decode-state-vector.js";
import type { DocumentState } from "./document-state.js";

type Messages = readonly Uint8Array[];

/** Distinct state vectors whose answers are kept until the next update. */
const MAX_KEPT = 64;

/** The answers to who comes, each made once: the same bytes for everybody who has nothing, and for everybody who has the same. */
export class JoinFrames {
  readonly #kept = new Map<string, Messages>();
  #keptAtSeq = -1;
  #question: { readonly atSeq: number; readonly messages: Messages } | null = null;
  #base: { readonly bytes: Uint8Array; readonly messages: Messages } | null = null;

  constructor(private readonly state: DocumentState) {}

  /** The answers go with the document that they are made of. */
  letGo(): void {
    this.#kept.clear();
    this.#base = null;
  }

  /** The room's own step 1. */
  question(): Messages {
    if (this.#question?.atSeq !== this.state.seq)
      this.#question = {
        atSeq: this.state.seq,
        messages: [encodeSyncStep1(this.state.known.encodeStateVector())],
      };
    return this.#question.messages;
  }

  /** What somebody with this state vector lacks; null for bytes that are no state vector. */
  answer(stateVector: Uint8Array): Messages | null {
    const clocks = decodeStateVector(stateVector);
    if (clocks === null) return null;
    if (this.#keptAtSeq !== this.state.seq) {
      this.#kept.clear();
      this.#keptAtSeq = this.state.seq;
    }
    const key = clocks.size === 0 ? "" : Buffer.from(stateVector).toString("latin1");
    const kept = this.#kept.get(key);
    if (kept) return kept;
    const messages =
      clocks.size === 0 ? this.#everything() : [encodeSyncStep2(this.state.missing(stateVector, clocks))];
    if (this.#kept.size < MAX_KEPT) this.#kept.set(key, messages);
    return messages;
  }

  /** Step 2 comes last: with it everything is there. */
  #everything(): Messages {
    const { base, newer } = this.state.parts();
    if (newer === null) return [encodeSyncStep2(base)];
    if (this.#base?.bytes !== base) this.#base = { bytes: base, messages: [encodeUpdate(base)] };
    return [...this.#base.messages, encodeSyncStep2(newer)];
  }
}
