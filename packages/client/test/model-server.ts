import {
  decode,
  encodeCondition,
  encodeSaved,
  encodeSyncStep1,
  encodeSyncStep2,
  encodeUpdate,
} from "@motet/protocol";
import * as Y from "yjs";
import type { ServerEnd } from "./fake-network.js";

interface Question {
  readonly payload: Uint8Array;
  /** What must be durable before it may be answered. */
  readonly seq: number;
}

/**
 * A server as the acknowledgement's rules have it, with one document: memory, a log that reaches the disk later, and
 * answers that are given later still. Disk and answers move only when the test says so.
 */
export class ModelServer {
  memory = new Y.Doc();
  disk = new Y.Doc();
  cannotSave = false;
  /** A stock y-websocket server knows no message 102. */
  acknowledges = true;
  readonly sessions = new Map<ServerEnd, Question[]>();
  readonly received: Uint8Array[] = [];
  #log: Uint8Array[] = [];
  #lastSeq = 0;
  #durableSeq = 0;

  open(end: ServerEnd): void {
    this.sessions.set(end, []);
    end.send(encodeSyncStep1(Y.encodeStateVector(this.memory)));
  }

  receive(end: ServerEnd, bytes: Uint8Array): void {
    this.received.push(bytes);
    const questions = this.sessions.get(end);
    if (questions === undefined) return;
    const message = decode(bytes);
    switch (message.kind) {
      case "sync-step-1":
        end.send(encodeSyncStep2(Y.encodeStateAsUpdate(this.memory, message.stateVector)));
        return;
      case "sync-step-2":
      case "update":
        this.#submit(message.update);
        return;
      case "awareness":
        for (const other of this.sessions.keys()) other.send(bytes);
        return;
      case "saved":
        if (!this.acknowledges) return;
        if (this.cannotSave) end.send(encodeCondition(true));
        questions.push({ payload: message.payload, seq: this.#lastSeq });
        return;
      default:
        return;
    }
  }

  /** Writes the next `count` entries to the disk. */
  flush(count = Number.POSITIVE_INFINITY): void {
    if (this.cannotSave) return;
    for (const update of this.#log.splice(0, count)) {
      Y.applyUpdate(this.disk, update);
      this.#durableSeq += 1;
    }
  }

  /** Answers what may be answered, at most `count` questions of one session. */
  answer(end: ServerEnd, count = Number.POSITIVE_INFINITY): void {
    const questions = this.sessions.get(end) ?? [];
    for (let n = 0; n < count && questions[0] !== undefined && questions[0].seq <= this.#durableSeq; n += 1) {
      end.send(encodeSaved(questions.shift()?.payload as Uint8Array));
    }
  }

  setCannotSave(cannotSave: boolean): void {
    this.cannotSave = cannotSave;
    for (const end of this.sessions.keys()) end.send(encodeCondition(cannotSave));
  }

  leave(end: ServerEnd): void {
    this.sessions.delete(end);
  }

  /** Memory is gone, and every session with it; the disk stays. */
  crash(): void {
    this.sessions.clear();
    this.memory = copy(this.disk);
    this.#log = [];
    this.#lastSeq = this.#durableSeq;
  }

  /** The disk is replaced by an older one: a backup was restored. Only after a crash. */
  restore(disk: Uint8Array): void {
    this.disk = new Y.Doc();
    Y.applyUpdate(this.disk, disk);
    this.memory = copy(this.disk);
  }

  #submit(update: Uint8Array): void {
    if (Y.snapshotContainsUpdate(Y.snapshot(this.memory), update)) return;
    Y.applyUpdate(this.memory, update);
    this.#lastSeq += 1;
    this.#log.push(update);
    for (const end of this.sessions.keys()) end.send(encodeUpdate(update));
  }
}

function copy(ydoc: Y.Doc): Y.Doc {
  const other = new Y.Doc();
  Y.applyUpdate(other, Y.encodeStateAsUpdate(ydoc));
  return other;
}
