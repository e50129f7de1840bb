import { type Broadcast, CloseCode, decode, encodeAwareness, type Message } from "@motet/protocol";
import { Acknowledgements } from "./acknowledgements.js";
import type { AddressBudget } from "./address-budgets.js";
import { type Access, mayWrite } from "./authorizer.js";
import { CatchUp } from "./catch-up.js";
import type { Delivery } from "./fanout.js";
import { IdleWatch } from "./idle-watch.js";
import { Inbox } from "./inbox.js";
import { Outlet } from "./outlet.js";
import { OwedUpdates } from "./owed-updates.js";
import type { Room } from "./room.js";
import type { RoomMember } from "./room-member.js";
import type { Socket } from "./socket.js";
import type { Settings } from "./sync-server-options.js";
import { TokenBucket } from "./token-bucket.js";
import { type Writer, writerOf } from "./writer.js";

export interface SessionOptions extends Settings {
  readonly socket: Socket;
  readonly documentId: string;
  readonly access: Access;
  readonly deviceKey: string | null;
  readonly budget: AddressBudget | null;
  readonly onClosed: () => void;
}

type State =
  /** Its room is loading: what it says waits. */
  { readonly kind: "opening" } | { readonly kind: "open"; readonly room: Room } | { readonly kind: "closed" };

/** A holder of an awareness client who has been silent this long may be a dead socket that nobody has noticed yet. */
const PRESUMED_DEAD_AFTER_MS = 3_000;

/** One socket in one room. Whatever it sends ends at worst this session. */
export class Session implements RoomMember {
  readonly access: Access;
  readonly writer: Writer;
  readonly #options: SessionOptions;
  #state: State = { kind: "opening" };
  readonly #inbox: Inbox;
  readonly #outlet: Outlet;
  readonly #acknowledgements: Acknowledgements;
  readonly #owed = new OwedUpdates();
  /** What a reader who is behind has not been sent. */
  #missed: CatchUp | null = null;
  #broadcasts = false;
  readonly #broadcastRate: TokenBucket;
  readonly #idleWatch: IdleWatch;
  #lastHeard: number;
  #cancelExpiry: () => void = () => {};
  #cancelRetry: () => void = () => {};
  #cancelFirstMessage: () => void = () => {};
  #resolveClosed: () => void = () => {};
  /** Resolves when the session has ended, however. */
  readonly closed = new Promise<void>((resolve) => {
    this.#resolveClosed = resolve;
  });

  constructor(options: SessionOptions) {
    this.#options = options;
    const { access, clock, limits, socket, observer } = options;
    this.access = access;
    this.writer = writerOf({ userId: access.userId, deviceKey: options.deviceKey });
    this.#lastHeard = clock.now();
    this.#broadcastRate = new TokenBucket(
      { perSecond: limits.broadcastsPerSecond, burst: limits.maxBroadcastBurst },
      clock.now(),
    );
    this.#idleWatch = new IdleWatch({
      clock,
      idleTimeoutMs: limits.idleTimeoutMs,
      onIdle: () => this.close(CloseCode.IDLE, "nobody was here for a while"),
    });
    this.#outlet = new Outlet({
      socket,
      clock,
      highWaterBytes: limits.highWaterBytes,
      behindTimeoutMs: limits.behindTimeoutMs,
      onDrained: () => this.#catchUp(),
      onStalled: () => this.close(CloseCode.OVERLOADED, "too slow a reader"),
    });
    this.#acknowledgements = new Acknowledgements({
      clock,
      observer,
      send: (frame) => this.#send(frame),
      behind: (room) => this.#behind(room),
    });
    this.#inbox = new Inbox({
      socket,
      clock,
      limits,
      budget: options.budget,
      onFrame: (frame) => this.#receive(frame),
      onFlood: () => this.close(CloseCode.TOO_FAST, "too many messages"),
      onOverflow: () => this.close(CloseCode.OVERLOADED, "more than the server can handle at present"),
    });
    socket.onClose(() => this.#end());
    this.#cancelFirstMessage = clock.after(limits.firstMessageTimeoutMs, () => {
      if (!this.#inbox.hasHeard) this.close(CloseCode.IDLE, "nothing was said");
    });
    if (access.expiresAt !== null) {
      const inMs = Math.max(0, access.expiresAt - clock.now());
      this.#cancelExpiry = clock.after(inMs, () => {
        this.close(CloseCode.UNAUTHENTICATED, "the credential has expired");
      });
    }
  }

  get isClosed(): boolean {
    return this.#state.kind === "closed";
  }

  get isBehind(): boolean {
    return this.#outlet.isBehind;
  }

  /** The room has been loaded. */
  open(room: Room): void {
    if (this.#state.kind !== "opening") return;
    this.#state = { kind: "open", room };
    room.attach(this);
    this.#outlet.send(room.question());
    const everybody = room.everybody();
    if (everybody.length > 0) this.#send(encodeAwareness(everybody));
    this.#inbox.open();
  }

  /** What everybody is told. One who is behind gets the difference later. */
  deliver({ messages, afterSeq }: Delivery): void {
    if (this.#state.kind !== "open") return;
    if (this.#outlet.hasRoom()) this.#outlet.send(messages);
    else this.#missed ??= new CatchUp(afterSeq, this.#state.room.everybodyShown());
  }

  lookAgain(): void {
    if (this.#state.kind !== "open" || this.#owed.size === 0) return;
    const { room } = this.#state;
    if (this.#owed.settle((reach) => room.knows(reach))) {
      this.#cancelRetry();
      this.#acknowledgements.release(room);
    } else this.#askForRest(room);
  }

  /** Tells those who follow what is saved. */
  announceCondition(cannotSave: boolean): void {
    if (!this.#outlet.isBehind) this.#acknowledgements.announce(cannotSave);
  }

  /** Nobody waits for what is said once: one who is behind misses it. */
  sendBroadcast(frame: Uint8Array): void {
    if ((this.#acknowledgements.areAsked || this.#broadcasts) && this.#outlet.hasRoom()) this.#send(frame);
  }

  close(code: number, reason: string): void {
    if (this.#state.kind === "closed") return;
    this.#options.observer.closed(code);
    this.#end();
    this.#options.socket.close(code, reason);
  }

  mayBeReplacedBy(other: RoomMember): boolean {
    const { owner } = this.writer;
    if (owner === null ? other.writer.owner !== null : !other.writer.isOwner(owner)) return false;
    return this.#options.clock.now() - this.#lastHeard >= PRESUMED_DEAD_AFTER_MS;
  }

  /** For what is small: whoever asks for much is asked first whether there is room. */
  #send(frame: Uint8Array): void {
    if (this.#state.kind !== "closed") this.#options.socket.send(frame);
  }

  /** Null while there is room. */
  #behind(room: Room): CatchUp | null {
    if (this.#state.kind === "closed" || this.#outlet.hasRoom()) return null;
    this.#missed ??= new CatchUp(room.sentSeq, room.everybodyShown());
    return this.#missed;
  }

  #catchUp(): void {
    if (this.#state.kind !== "open") return;
    const { room } = this.#state;
    if (!room.isWarm) {
      this.#whenWarm(room, () => this.#catchUp());
      return;
    }
    const missed = this.#missed;
    this.#missed = null;
    if (missed !== null) {
      this.#acknowledgements.caughtUp(missed.acknowledgements);
      this.#outlet.send(missed.messages(room));
    }
    this.announceCondition(room.cannotSave);
  }

  #end(): void {
    if (this.#state.kind === "closed") return;
    const before = this.#state;
    this.#state = { kind: "closed" };
    this.#missed = null;
    this.#cancelExpiry();
    this.#cancelRetry();
    this.#cancelFirstMessage();
    this.#idleWatch.dispose();
    this.#outlet.dispose();
    this.#inbox.dispose();
    if (before.kind === "open") before.room.detach(this);
    this.#options.onClosed();
    this.#resolveClosed();
  }

  #receive(frame: Uint8Array): void {
    if (this.#state.kind !== "open") return;
    const { clock, observer, log, documentId } = this.#options;
    this.#lastHeard = clock.now();
    let message: Message;
    try {
      message = decode(frame);
    } catch (error) {
      this.close(CloseCode.BAD_MESSAGE, error instanceof Error ? error.message : "bad message");
      return;
    }
    observer.received(message.kind, frame.length);
    try {
      this.#dispatch(message, this.#state.room);
    } catch (error) {
      log.error({ error, documentId }, "A message could not be handled");
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

  /** The room's document has been let go: it is read again first. */
  #whenWarm(room: Room, work: () => void): void {
    room.warm().then(
      () => this.#state.kind === "open" && work(),
      (error: unknown) => {
        this.#options.log.error({ error, documentId: room.documentId }, "A document could not be read again");
        this.close(CloseCode.OVERLOADED, "the document cannot be read at present");
      },
    );
  }

  #answerStep1(room: Room, stateVector: Uint8Array): void {
    const behind = this.#behind(room);
    if (behind !== null) {
      behind.ask(stateVector);
      return;
    }
    if (!room.isWarm) {
      const asked = stateVector.slice();
      this.#whenWarm(room, () => this.#answerStep1(room, asked));
      return;
    }
    const answer = room.answerTo(stateVector);
    if (answer === null) this.close(CloseCode.BAD_MESSAGE, "not a state vector");
    else this.#outlet.send(answer);
  }

  #submit(room: Room, update: Uint8Array, isStep2: boolean): void {
    const { limits, documentId, log, observer } = this.#options;
    if (update.length > limits.maxUpdateBytes) {
      this.close(CloseCode.OVER_BUDGET, `an update of more than ${limits.maxUpdateBytes} bytes`);
      return;
    }
    const submission = this.#mayWrite() ? room.submit(update, this.writer, isStep2) : room.judge(update);
    switch (submission.kind) {
      case "accepted":
        observer.accepted(update.length);
        this.#idleWatch.sign();
        if (isStep2) this.#settleOwed(room);
        return;
      case "nothing-new":
        if (isStep2) this.#settleOwed(room);
        return;
      case "refused":
        observer.refused(submission.reason);
        log.warn({ documentId, reason: submission.reason }, "An update was refused");
        this.close(CloseCode.BAD_MESSAGE, `a refused update: ${submission.reason}`);
        return;
      default:
        observer.refused(submission.kind);
    }
    switch (submission.kind) {
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
      case "over-budget":
        this.close(CloseCode.OVER_BUDGET, `a document of more than ${limits.maxDocumentBytes} bytes`);
        return;
      case "forbidden":
        this.close(CloseCode.FORBIDDEN, "this document is read-only for you");
        return;
    }
  }

  #broadcast(room: Room, { topic, data }: Broadcast): void {
    this.#broadcasts = true;
    if (this.#broadcastRate.tryTake(this.#options.clock.now()))
      room.broadcast({ topic, data, by: "peer" }, this);
  }

  #mayWrite(): boolean {
    return mayWrite(this.access);
  }

  #askForSaved(room: Room, payload: Uint8Array): void {
    if (this.#acknowledgements.due >= this.#options.limits.maxHeldAcknowledgements)
      this.close(CloseCode.OVERLOADED, "too many requests for acknowledgement");
    else this.#acknowledgements.ask(payload, room, this.#owed.size > 0);
  }

  /** What belongs to another is that one's to bring; then, or when it may be taken from this session, what both have is asked for again. */
  #waitForOwner(room: Room, reach: ReadonlyMap<number, number>, retryAfterMs: number): void {
    this.#addOwed(reach);
    this.#cancelRetry();
    if (this.#owed.settle((all) => room.knows(all))) {
      this.#acknowledgements.release(room);
      return;
    }
    this.#cancelRetry = this.#options.clock.after(retryAfterMs, () => this.#askForRest(room));
  }

  #addOwed(reach: ReadonlyMap<number, number>): void {
    this.#owed.add(reach);
    if (this.#owed.size > this.#options.limits.maxOwedClients)
      this.close(CloseCode.BAD_MESSAGE, "updates that build on nothing");
  }

  /** Asks once for what is missing; whatever else cannot be taken until the answer comes is in that answer too. */
  #owe(room: Room, reach: ReadonlyMap<number, number>, isStep2: boolean): void {
    const isAsked = this.#owed.size > 0;
    this.#addOwed(reach);
    if (isStep2) this.#settleOwed(room);
    else if (!isAsked) this.#askForRest(room);
  }

  /** An honest step 2 holds all that its sender has, so what was not taken before is in it. */
  #settleOwed(room: Room): void {
    if (this.#owed.settle((reach) => room.knows(reach))) this.#acknowledgements.release(room);
    else if (this.#owed.countVainAnswer() > this.#options.limits.maxVainAnswers)
      this.close(CloseCode.BAD_MESSAGE, "updates that build on nothing");
    else this.#askForRest(room);
  }

  #askForRest(room: Room): void {
    if (this.#state.kind !== "closed") this.#outlet.send(room.question());
  }
}
