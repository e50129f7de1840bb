import { type AwarenessEntry, type Broadcast, encodeBroadcast } from "@motet/protocol";
import { Checkpointing } from "./checkpointing.js";
import { DocumentBudget } from "./document-budget.js";
import type { DocumentState } from "./document-state.js";
import { Eviction } from "./eviction.js";
import { Fanout } from "./fanout.js";
import { JoinFrames } from "./join-frames.js";
import { Ownership } from "./ownership.js";
import { Recovery } from "./recovery.js";
import { RoomAwareness } from "./room-awareness.js";
import type { RoomMember } from "./room-member.js";
import type { Settings } from "./sync-server-options.js";
import type { UpdateLog } from "./update-log.js";
import { type Verdict, validateUpdate } from "./validate-update.js";
import { trustedWriter, type Writer } from "./writer.js";

/** A change of a document that is on disk. */
export interface DocumentChange {
  readonly documentId: string;
  /** When it was accepted, milliseconds since the epoch. */
  readonly time: number;
  readonly author: string | null;
  /** Whether the title may have changed; false where the server has not been told where the title is. */
  readonly isTitleTouched: boolean;
}

export interface RoomOptions extends Settings {
  readonly documentId: string;
  readonly updateLog: UpdateLog;
  readonly onChangeDurable: (change: DocumentChange) => void;
  /** The store has lost what the room relies on: it has to be opened anew. */
  readonly onLost: () => void;
}

export type Submission =
  | { readonly kind: "accepted" | "nothing-new" | "full" | "forbidden" | "over-budget" }
  | Extract<Verdict, { kind: "gap" | "refused" }>
  /** It belongs to somebody else. `retryAfterMs`: when it may be tried again; null: never. */
  | (Extract<Verdict, { kind: "foreign" }> & { readonly retryAfterMs: number | null });

/** A document that is live in this process. It judges updates, hands them on at once, and knows through which one they are on disk. */
export class Room {
  readonly documentId: string;
  readonly #options: RoomOptions;
  readonly #state: DocumentState;
  readonly #members = new Set<RoomMember>();
  readonly #awareness = new RoomAwareness<RoomMember>();
  readonly #ownership: Ownership;
  readonly #recovery: Recovery;
  readonly #fanout: Fanout;
  readonly #joinFrames: JoinFrames;
  readonly #budget: DocumentBudget;
  readonly #waiting: { seq: number; call: () => void }[] = [];
  readonly #checkpointing: Checkpointing;
  readonly #eviction: Eviction;
  #durableSeq: number;

  constructor(state: DocumentState, options: RoomOptions) {
    this.documentId = options.documentId;
    this.#options = options;
    this.#state = state;
    this.#joinFrames = new JoinFrames(state);
    this.#durableSeq = state.seq;
    this.#checkpointing = new Checkpointing({
      ...options,
      state,
      durableSeq: () => this.#durableSeq,
      warm: () => this.warm(),
    });
    this.#eviction = new Eviction({
      ...options,
      state,
      evictAfterMs: options.limits.evictAfterMs,
      isAtRest: () => this.isDurable && !this.#checkpointing.isUnderWay && !state.isDamaged,
      onEvicted: () => this.#joinFrames.letGo(),
    });
    this.#budget = new DocumentBudget(options);
    this.#fanout = new Fanout({
      clock: options.clock,
      seq: this.#state.seq,
      observer: options.observer,
      audience: () => this.#members.size,
      sendToAll: (delivery) => {
        for (const member of this.#members) member.deliver(delivery);
      },
    });
    this.#ownership = new Ownership({
      clock: options.clock,
      ownerOf: (client) => this.#state.known.ownerOf(client),
      isKnown: (client) => this.#state.known.clockOf(client) > 0,
      holderOf: (client) => this.#awareness.holderOf(client),
      recoversUntil: state.isDamaged
        ? options.clock.now() + options.limits.recoverWithinMs
        : options.recoversUntil,
      ownersFirstMs: options.limits.ownersFirstMs,
    });
    this.#recovery = new Recovery(state.known, { maxBytes: options.limits.maxUpdateBytes });
  }

  get cannotSave(): boolean {
    return this.#options.updateLog.cannotSave;
  }

  /** What it holds of its document. */
  get bytes(): number {
    return this.#state.bytes;
  }

  /** The number of the last accepted update. */
  get seq(): number {
    return this.#state.seq;
  }

  /** The number of the last update that everybody has been sent, but for those who are behind. */
  get sentSeq(): number {
    return this.#fanout.sentSeq;
  }

  attach(member: RoomMember): void {
    this.#members.add(member);
  }

  detach(member: RoomMember): void {
    this.#members.delete(member);
    this.#fanout.deliverAwareness(this.#awareness.leave(member));
  }

  /**
   * Judges an update; one that is accepted is on its way to everybody and to the log when this returns. `isAnswer`: it is somebody's whole knowledge, and so
   * may hold what others wrote.
   */
  submit(update: Uint8Array, writer: Writer, isAnswer: boolean): Submission {
    const verdict = validateUpdate(update, this.#state.known, this.#ownership.mayWriteAs(writer));
    if (verdict.kind === "foreign") {
      this.#recover(update, writer);
      return { ...verdict, retryAfterMs: this.#ownership.retryAfterMs };
    }
    if (verdict.kind !== "accepted") return verdict;
    if (this.#options.updateLog.isFull) return { kind: "full" };
    if (this.#budget.isSpent(this.#state.bytes) && verdict.decoded.structs.size > 0)
      return { kind: "over-budget" };
    const time = this.#options.clock.now();
    const { author } = writer;
    const owner = isAnswer && this.#ownership.isRecovering ? null : writer.owner;
    // The frame that it came in is the socket's; the log and the room keep bytes of their own.
    const { entry, isTitleTouched } = this.#state.add(verdict.update.slice(), verdict.decoded, {
      time,
      author,
      owner,
    });
    this.#eviction.use();
    this.#fanout.deliver(entry);
    this.#options.updateLog.append(this.documentId, entry, () => {
      this.#becomeDurable(entry.seq);
      this.#options.onChangeDurable({ documentId: this.documentId, time, author, isTitleTouched });
    });
    // What somebody lost may be what others built on.
    if (this.#state.strandedLength > 0) {
      for (const stranded of this.#state.takeFitting())
        this.submit(stranded.update, trustedWriter(stranded.author), false);
    }
    return { kind: "accepted" };
  }

  /** What becomes of an update of somebody who may not write: nothing, which is no offence while it holds nothing new. */
  judge(update: Uint8Array): Submission {
    const verdict = validateUpdate(update, this.#state.known, () => false);
    switch (verdict.kind) {
      case "accepted":
      case "gap":
      case "foreign":
        return { kind: "forbidden" };
      case "nothing-new":
      case "refused":
        return verdict;
    }
  }

  /** Calls once everything through `seq` is on disk, at once where it is; never while the store fails. */
  onDurable(seq: number, call: () => void): void {
    if (seq <= this.#durableSeq) call();
    else this.#waiting.push({ seq, call });
  }

  get isDurable(): boolean {
    return this.#durableSeq >= this.#state.seq;
  }

  whenDurable(): Promise<void> {
    return new Promise((resolve) => this.onDurable(this.seq, resolve));
  }

  /** Whether the room has seen each client up to its clock. */
  knows(reach: ReadonlyMap<number, number>): boolean {
    return [...reach].every(([client, clock]) => this.#state.known.clockOf(client) >= clock);
  }

  /** The whole document as one update. */
  full(): Uint8Array {
    return this.#state.full();
  }

  /** What somebody with this state vector lacks, as messages of which the last is the step 2; null for bytes that are no state vector. */
  answerTo(stateVector: Uint8Array): readonly Uint8Array[] | null {
    return this.#joinFrames.answer(stateVector);
  }

  /** The updates after `seq`, as one; null where there are none. */
  since(seq: number): Uint8Array | null {
    return this.#state.since(seq);
  }

  /** What the room knows, as a question for the rest: the same bytes for all until the next update. */
  question(): readonly Uint8Array[] {
    return this.#joinFrames.question();
  }

  /** Returns what of it was news of the member's own client. */
  receiveAwareness(member: RoomMember, entries: readonly AwarenessEntry[]): readonly AwarenessEntry[] {
    const mayWriteAs = this.#ownership.mayWriteAs(member.writer);
    const news = this.#awareness.receive(member, entries, {
      mayIntroduce: (client) => mayWriteAs(client),
      mayReplace: (holder) => holder.mayBeReplacedBy(member),
    });
    this.#fanout.deliverAwareness(news);
    return news;
  }

  /** Says something once to everybody who is here, except its author. It is kept nowhere. */
  broadcast(message: Broadcast, author: RoomMember | null): void {
    const frame = encodeBroadcast(message);
    for (const member of this.#members) if (member !== author) member.sendBroadcast(frame);
  }

  everybody(): AwarenessEntry[] {
    return this.#awareness.all();
  }

  /** Everybody whom a reader may take for present. */
  everybodyShown(): AwarenessEntry[] {
    return [...this.#fanout.unheard, ...this.#awareness.all()];
  }

  /** Waits until everything is on disk and leaves a short log behind. */
  async settle(): Promise<void> {
    await this.whenDurable();
    await this.#checkpointing.atUnload();
  }

  /** Whether the document's bytes are in memory: without them nobody can be answered. */
  get isWarm(): boolean {
    return this.#state.isWarm;
  }

  /** Resolves when they are. Rejects with a `StoreError`. */
  warm(): Promise<void> {
    return this.#eviction.warm();
  }

  /** Writes no further checkpoint, and waits for one that is being written. */
  stop(): Promise<void> {
    this.#eviction.dispose();
    return this.#checkpointing.stop();
  }

  /** Takes what the writer brings of their own, as far as it fits with what others have brought. */
  #recover(update: Uint8Array, writer: Writer): void {
    if (!this.#ownership.isRecovering) {
      this.#recovery.clear();
      return;
    }
    const recovered = this.#recovery.bring(update, writer, this.#ownership.mayWriteAs(writer));
    if (recovered === null) return;
    const { kind } = this.submit(recovered.update, trustedWriter(recovered.author), true);
    if (kind === "accepted") for (const member of this.#members) member.lookAgain();
  }

  #becomeDurable(seq: number): void {
    this.#durableSeq = seq;
    while (this.#waiting[0] && this.#waiting[0].seq <= seq) this.#waiting.shift()?.call();
    this.#checkpointing.afterCommit();
  }
}
