import {
  type Broadcast,
  CloseCode,
  decode,
  encodeAwareness,
  encodeCondition,
  encodeSaved,
  encodeSyncStep1,
  type Message,
} from "@motet/protocol";
import type { Access } from "./authorizer.js";
import { CatchUp } from "./catch-up.js";
import type { Delivery } from "./fanout.js";
import { IdleWatch } from "./idle-watch.js";
import { Outlet } from "./outlet.js";
import { Rate } from "./rate.js";
import type { Room } from "./room.js";
import type { RoomMember } from "./room-member.js";
import type { Socket } from "./socket.js";
import type { Settings } from "./sync-server-options.js";
import { type Writer, writerOf } from "./writer.js";

export interface SessionOptions extends Settings {
  readonly socket: Socket;
  readonly documentId: string;
  readonly access: Access;
  readonly deviceKey: string | null;
  readonly onClosed: () => void;
}

type State =
  /** Its room is loading: what it says waits. */
  | { readonly kind: "opening"; readonly waiting: Message[] }
  | { readonly kind: "open"; readonly room: Room }
  | { readonly kind: "closed" };

/** What keeping a waiting message costs beside its bytes. */
const MESSAGE_OVERHEAD_BYTES = 256;

/** A holder of an awareness client who has been silent this long may be a dead socket that nobody has noticed yet. */
const PRESUMED_DEAD_AFTER_MS = 3_000;

/** One socket in one room. Whatever it sends ends at worst this session. */
export class Session implements RoomMember {
  readonly access: Access;
  readonly writer: Writer;
  readonly #options: SessionOptions;
  #state: State = { kind: "opening", waiting: [] };
  #waitingBytes = 0;
  #lastHeard: number;
  /** How far the updates reach that were not taken for a gap, by client; empty when none is owed. */
  readonly #owed = new Map<number, number>();
  #vainAnswers = 0;
  /** Acknowledgements held back while something is owed. */
  #held: Uint8Array[] = [];
  #acknowledgementsDue = 0;
  #asksForSaved = false;
  /** What it was last told. */
  #saysCannotSave = false;
  #broadcasts = false;
  readonly #broadcastRate: Rate;
  readonly #outlet: Outlet;
  /** What a reader who is behind has not been sent. */
  #missed: CatchUp | null = null;
  readonly #idleWatch: IdleWatch;
  #cancelExpiry: () => void = () => {};
  #cancelRetry: () => void = () => {};
  #resolveClosed: () => void = () => {};
  /** Resolves when the session has ended, however. */
  readonly closed = new Promise<void>((resolve) => {
    this.#resolveClosed = resolve;
  });

  constructor(options: SessionOptions) {
    this.#options = options;
    this.access = options.access;
    const { clock, limits } = options;
    this.#broadcastRate = new Rate({
      clock,
      perSecond: limits.broadcastsPerSecond,
      burst: limits.maxBroadcastBurst,
    });
    this.#idleWatch = new IdleWatch({
      clock,
      idleTimeoutMs: limits.idleTimeoutMs,
      onIdle: () => this.close(CloseCode.IDLE, "nobody was here for a while"),
    });
    this.writer = writerOf({ userId: options.access.userId, deviceKey: options.deviceKey });
    this.#outlet = new Outlet({
      socket: options.socket,
      clock,
      highWaterBytes: limits.highWaterBytes,
      behindTimeoutMs: limits.behindTimeoutMs,
      onDrained: () => this.#catchUp(),
      onStalled: () => this.close(CloseCode.OVERLOADED, "too slow a reader"),
    });
    this.#lastHeard = options.clock.now();
    options.socket.onMessage((frame) => this.#receive(frame));
    options.socket.onClose(() => this.#end());
    const { expiresAt } = options.access;
    if (expiresAt !== null) {
      const inMs = Math.max(0, expiresAt - options.clock.now());
      this.#cancelExpiry = options.clock.after(inMs, () => {
        this.close(CloseCode.UNAUTHENTICATED, "the credential has expired");
      });
    }
  }

  get isClosed(): boolean {
    return this.#state.kind === "closed";
  }

  /** The room has been loaded. */
  open(room: Room): void {
    if (this.#state.kind !== "opening") return;
    const { waiting } = this.#state;
    this.#state = { kind: "open", room };
    room.attach(this);
    this.#send(encodeSyncStep1(room.encodeStateVector()));
    const everybody = room.everybody();
    if (everybody.length > 0) this.#send(encodeAwareness(everybody));
    for (const message of waiting) this.#handle(message);
  }

  /** What everybody is told. One who is behind gets the difference later. */
  deliver({ messages, afterSeq }: Delivery): void {
    if (this.#state.kind !== "open") return;
    if (this.#outlet.hasRoom()) this.#outlet.send(messages);
    else this.#missed ??= new CatchUp(afterSeq, this.#state.room.everybodyShown());
  }

  /** Tells those who follow what is saved. */
  announceCondition(cannotSave: boolean): void {
    if (!this.#asksForSaved || this.#saysCannotSave === cannotSave || this.#outlet.isBehind) return;
    this.#saysCannotSave = cannotSave;
    this.#send(encodeCondition(cannotSave));
  }

  /** Nobody waits for what is said once: one who is behind misses it. */
  sendBroadcast(frame: Uint8Array): void {
    if ((this.#asksForSaved || this.#broadcasts) && this.#outlet.hasRoom()) this.#send(frame);
  }

  close(code: number, reason: string): void {
    if (this.#state.kind === "closed") return;
    this.#end();
    this.#options.socket.close(code, reason);
  }

  mayBeReplacedBy(other: RoomMember): boolean {
    const { owner } = this.writer;
    if (owner === null ? other.writer.owner !== null : !other.writer.isOwner(owner)) return false;
    return this.#options.clock.now() - this.#lastHeard >= PRESUMED_DEAD_AFTER_MS;
  }

  /** Nothing but what is small, or asked for: whoever asks for much is asked first whether there is room. */
  #send(frame: Uint8Array): void {
    if (this.#state.kind !== "closed") this.#options.socket.send(frame);
  }

  /** Null while there is room. */
  #behind(room: Room): CatchUp | null {
    if (this.#outlet.hasRoom()) return null;
    this.#missed ??= new CatchUp(room.sentSeq, room.everybodyShown());
    return this.#missed;
  }

  #catchUp(): void {
    const missed = this.#missed;
    if (this.#state.kind !== "open") return;
    this.#missed = null;
    const { room } = this.#state;
    if (missed !== null) {
      this.#acknowledgementsDue -= missed.acknowledgements;
      this.#outlet.send(missed.messages(room));
    }
    this.announceCondition(room.cannotSave);
  }

  #end(): void {
    if (this.#state.kind === "closed") return;
    const before = this.#state;
    this.#state = { kind: "closed" };
    this.#held = [];
    this.#cancelExpiry();
    this.#idleWatch.dispose();
    this.#cancelRetry();
    this.#outlet.dispose();
    this.#missed = null;
    if (before.kind === "open") before.room.detach(this);
    this.#options.onClosed();
    this.#resolveClosed();
  }

  #receive(frame: Uint8Array): void {
    this.#lastHeard = this.#options.clock.now();
    const state = this.#state;
    if (state.kind === "closed") return;
    let message: Message;
    try {
      // A message is a view of its frame, which is the socket's: one that has to wait keeps bytes of its own.
      message = decode(state.kind === "opening" ? frame.slice() : frame);
    } catch (error) {
      this.close(CloseCode.BAD_MESSAGE, error instanceof Error ? error.message : "bad message");
      return;
    }
    if (state.kind === "open") {
      this.#handle(message);
      return;
    }
    this.#waitingBytes += frame.length + MESSAGE_OVERHEAD_BYTES;
    if (this.#waitingBytes > this.#options.limits.maxWaitingBytes) {
      this.close(CloseCode.OVERLOADED, "the document is still loading");
      return;
    }
    state.waiting.push(message);
  }

  #handle(message: Message): void {
    if (this.#state.kind !== "open") return;
    try {
      this.#dispatch(message, this.#state.room);
    } catch (error) {
      this.#options.log.error(
        { error, documentId: this.#options.documentId },
        "A message could not be handled",
      );
      this.close(CloseCode.OVERLOADED, "the server could not handle a message");
    }
  }

  #dispatch(message: Message, room: Room): void {
    switch (message.kind) {
      case "sync-step-1":
        this.#answerStep1(room, message.stateVector);
        return;
      case "sync-step-2":
      case "update":
        this.#submit(room, message.update, message.kind === "sync-step-2");
        return;
      case "awareness":
        for (const { state } of room.receiveAwareness(this, message.entries)) this.#idleWatch.look(state);
        return;
      case "query-awareness":
        if (this.#behind(room) === null) this.#send(encodeAwareness(room.everybody()));
        return;
      case "saved":
        this.#askForSaved(room, message.payload);
        return;
      case "broadcast":
        this.#broadcast(room, message);
        return;
      case "auth":
      case "condition":
        this.close(CloseCode.BAD_MESSAGE, `only a server sends "${message.kind}"`);
        return;
    }
  }

  #answerStep1(room: Room, stateVector: Uint8Array): void {
    const behind = this.#behind(room);
    if (behind !== null) {
      behind.ask(stateVector);
      return;
    }
    const answer = room.answerTo(stateVector);
    if (answer === null) this.close(CloseCode.BAD_MESSAGE, "not a state vector");
    else this.#outlet.send(answer);
  }

  #submit(room: Room, update: Uint8Array, isStep2: boolean): void {
    const { limits, documentId, log } = this.#options;
    if (update.length > limits.maxUpdateBytes) {
      this.close(CloseCode.OVER_BUDGET, `an update of more than ${limits.maxUpdateBytes} bytes`);
      return;
    }
    const submission = this.#mayWrite() ? room.submit(update, this.writer, isStep2) : room.judge(update);
    switch (submission.kind) {
      case "accepted":
        this.#idleWatch.sign();
        if (isStep2) this.#settleOwed(room);
        return;
      case "nothing-new":
        if (isStep2) this.#settleOwed(room);
        return;
      case "gap":
        this.#owe(room, submission.reach, isStep2);
        return;
      case "foreign":
        if (submission.retryAfterMs === null)
          this.close(CloseCode.FORBIDDEN, "this Yjs clientID belongs to somebody else");
        else this.#waitForOwner(room, submission.reach, submission.retryAfterMs);
        return;
      case "full":
        this.close(CloseCode.OVERLOADED, "the server cannot save at present");
        return;
      case "forbidden":
        this.close(CloseCode.FORBIDDEN, "this document is read-only for you");
        return;
      case "refused":
        log.warn({ documentId, reason: submission.reason }, "An update was refused");
        this.close(CloseCode.BAD_MESSAGE, `a refused update: ${submission.reason}`);
        return;
    }
  }

  #broadcast(room: Room, { topic, data }: Broadcast): void {
    this.#broadcasts = true;
    if (this.#broadcastRate.allows()) room.broadcast({ topic, data, by: "peer" }, this);
  }

  #mayWrite(): boolean {
    return this.access.role === "editor" || this.access.role === "owner";
  }

  #askForSaved(room: Room, payload: Uint8Array): void {
    if (!this.#asksForSaved) {
      this.#asksForSaved = true;
      this.announceCondition(room.cannotSave);
    }
    this.#acknowledgementsDue += 1;
    if (this.#acknowledgementsDue > this.#options.limits.maxHeldAcknowledgements) {
      this.close(CloseCode.OVERLOADED, "too many requests for acknowledgement");
      return;
    }
    // The payload is a view of the frame, which is the socket's.
    const kept = payload.slice();
    if (this.#owed.size > 0) this.#held.push(kept);
    else this.#acknowledge(room, kept);
  }

  /** What belongs to another is that one's to bring; then, or when it may be taken from this session, what both have is asked for again. */
  #waitForOwner(room: Room, reach: ReadonlyMap<number, number>, retryAfterMs: number): void {
    this.#addOwed(reach);
    this.#cancelRetry();
    this.#cancelRetry = this.#options.clock.after(retryAfterMs, () => {
      this.#send(encodeSyncStep1(room.encodeStateVector()));
    });
  }

  #addOwed(reach: ReadonlyMap<number, number>): void {
    for (const [client, clock] of reach) this.#owed.set(client, Math.max(this.#owed.get(client) ?? 0, clock));
    if (this.#owed.size > this.#options.limits.maxOwedClients)
      this.close(CloseCode.BAD_MESSAGE, "updates that build on nothing");
  }

  /** Asks once for what is missing; whatever else cannot be taken until the answer comes is in that answer too. */
  #owe(room: Room, reach: ReadonlyMap<number, number>, isStep2: boolean): void {
    const isAsked = this.#owed.size > 0;
    this.#addOwed(reach);
    if (isStep2) this.#settleOwed(room);
    else if (!isAsked) this.#send(encodeSyncStep1(room.encodeStateVector()));
  }

  /** An honest step 2 holds all that its sender has, so what was not taken before is in it. */
  #settleOwed(room: Room): void {
    if (this.#owed.size === 0) return;
    if (room.knows(this.#owed)) {
      this.#owed.clear();
      this.#vainAnswers = 0;
      for (const payload of this.#held.splice(0)) this.#acknowledge(room, payload);
      return;
    }
    this.#vainAnswers += 1;
    if (this.#vainAnswers > this.#options.limits.maxVainAnswers) {
      this.close(CloseCode.BAD_MESSAGE, "updates that build on nothing");
    } else {
      this.#send(encodeSyncStep1(room.encodeStateVector()));
    }
  }

  /** Everything that the session sent before is in the room, or was there: so it is durable when the room is, through now. */
  #acknowledge(room: Room, payload: Uint8Array): void {
    room.onDurable(room.seq, () => {
      if (this.#state.kind === "closed") return;
      const behind = this.#behind(room);
      if (behind !== null) {
        behind.acknowledge(payload);
        return;
      }
      this.#acknowledgementsDue -= 1;
      this.#send(encodeSaved(payload));
    });
  }
}
