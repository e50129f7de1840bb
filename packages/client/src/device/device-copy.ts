import * as Y from "yjs";
import type { Limits } from "../options.js";
import { applyEntries, type UnsavedOnDevice } from "./apply-entries.js";
import { databaseName } from "./database-name.js";
import { DeviceChannel } from "./device-channel.js";
import { type Copy, DeviceDatabase, type Entry, type Writing } from "./device-database.js";
import { earlier, nothing, type Pending } from "./pending.js";

/**
 * | condition | what is true |
 * |---|---|
 * | `off` | nothing is kept on this device: it was not asked for, or has been forgotten since |
 * | `opening` | what the device has is being read |
 * | `keeping` | something local is being written |
 * | `kept` | everything local is on this device, and survives the end of the browser |
 * | `denied` | the browser gives no storage |
 * | `full` | the device takes nothing; it is tried again from time to time |
 */
export type DeviceCondition = "off" | "opening" | "keeping" | "kept" | "denied" | "full";

export interface DeviceCopyOptions {
  /** Whose copy it is: nobody else gets to see it. */
  readonly owner: string;
  /** The document's whole address: the same id on two servers is two documents. */
  readonly address: string;
  readonly ydoc: Y.Doc;
  /** The browser's device key, for a copy that is begun now. */
  readonly deviceKey: string;
  readonly limits: Limits;
  /** Whether everything local is on the server's disk. */
  readonly isSaved: () => boolean;
  /** The condition may have changed. */
  readonly changed: () => void;
  /** What others have written was brought into the ydoc. */
  readonly applied: (unsaved: UnsavedOnDevice) => void;
}

type State = "off" | "opening" | "open" | "denied" | "full" | "closed";

/**
 * A document's copy on this device, which all tabs of its owner share. One transaction is under way at a time; what
 * comes meanwhile goes into the next.
 */
export class DeviceCopy {
  readonly #options: DeviceCopyOptions;
  readonly #channel: DeviceChannel;
  #state: State = "opening";
  #lastCondition: DeviceCondition = "opening";
  #database: DeviceDatabase | null = null;
  #deviceKey: string;
  #known: { readonly epoch: string | null; readonly position: number } = { epoch: null, position: 0 };
  #pending = nothing();
  #writing = nothing();
  /** What the device lacks is not in `pending` alone: only the whole document will do. */
  #owesWhole = false;
  #shouldRead = false;
  #isUrgent = true;
  /** The device takes some of its entries for unsaved. */
  #hasUnsaved = false;
  #unfolded = { entries: 0, bytes: 0 };
  #timer: ReturnType<typeof setTimeout> | undefined;
  #work: Promise<void> | null = null;

  constructor(options: DeviceCopyOptions) {
    this.#options = options;
    this.#deviceKey = options.deviceKey;
    this.#channel = new DeviceChannel(databaseName(options.owner), {
      written: (address) => address === options.address && this.#read(),
      forgotten: (address) => (address === null || address === options.address) && this.#turnOff(),
    });
    if (Y.encodeStateVector(options.ydoc).length > 1) {
      this.#owesWhole = true;
      this.#pending = { updates: [], edits: 1, since: Date.now() };
    }
  }

  get condition(): DeviceCondition {
    if (this.#state === "closed") return this.#lastCondition;
    if (this.#state !== "open") return this.#state;
    return this.#owesWhole || this.#pending.edits + this.#writing.edits > 0 ? "keeping" : "kept";
  }

  /** What this copy's edits belong to: written with them, it is there as long as they are. */
  get deviceKey(): string {
    return this.#deviceKey;
  }

  /** Brings what the device has into the ydoc. Resolves with whether that is a document. Never rejects. */
  async open(): Promise<boolean> {
    try {
      await this.#openDatabase();
      const copy = await this.#database?.load(this.#options.address);
      if (copy === undefined || this.#state !== "opening") return false;
      this.#become("open");
      const hasDocument = this.#take(copy);
      void this.#evict(this.#options.limits.maxKeptBytes);
      this.#continue();
      return hasDocument;
    } catch (error) {
      this.#fail(error);
      return false;
    }
  }

  /** An update that has not come from this device; `now` in milliseconds since the epoch. */
  add(update: Uint8Array, from: "local" | "server", now: number): void {
    if (from === "local") {
      this.#pending.edits += 1;
      this.#pending.since ??= now;
    }
    switch (this.#state) {
      case "opening":
      case "open":
        this.#pending.updates.push(update);
        this.#continue();
        break;
      case "full":
        // Nothing is piled up for a device that takes nothing.
        this.#owesWhole = true;
        break;
      case "off":
      case "denied":
      case "closed":
        break;
    }
  }

  /** Whether this device is all there is: edits are then written at once, else gathered for a moment. */
  setUrgent(isUrgent: boolean): void {
    if (isUrgent === this.#isUrgent) return;
    this.#isUrgent = isUrgent;
    this.#continue();
  }

  /** Everything local has been acknowledged by the server. */
  noteSaved(): void {
    this.#continue();
  }

  /** Writes at once what waits, as when the page may be about to end. */
  flush(): void {
    if (this.#state === "open" && this.#hasToWrite) this.#run();
  }

  /** Deletes the copy and keeps no more, in all tabs. */
  async forget(): Promise<void> {
    this.#channel.tellForgotten(this.#options.address);
    await this.#work;
    const database = this.#database;
    if (database === null) return;
    this.#database = null;
    this.#turnOff();
    await database.forget(this.#options.address);
    database.close();
  }

  /** Writes what waits, and lets go. Never rejects. */
  async close(): Promise<void> {
    await this.#work;
    for (let more = 2; more > 0 && this.#state === "open"; more -= 1) {
      if (this.#hasToWrite || this.#hasToMark) this.#run();
      await this.#work;
    }
    this.#lastCondition = this.condition;
    this.#state = "closed";
    this.#letGo();
  }

  get #hasToWrite(): boolean {
    return this.#owesWhole || this.#pending.updates.length > 0;
  }

  get #hasToMark(): boolean {
    return this.#hasUnsaved && !this.#hasToWrite && this.#options.isSaved();
  }

  async #openDatabase(): Promise<void> {
    const database = await DeviceDatabase.open(databaseName(this.#options.owner), {
      yielded: () => this.#turnOff(),
      lost: () => {
        this.#database = null;
        this.#owesWhole = true;
        this.#continue();
      },
    });
    if (this.#state === "off" || this.#state === "closed") database.close();
    else this.#database = database;
  }

  /** True when that is a document, with all that its updates build on. */
  #take({ epoch, deviceKey, position, entries }: Copy): boolean {
    if (deviceKey !== null) this.#deviceKey = deviceKey;
    this.#known = { epoch, position };
    this.#apply(entries);
    const bytes = entries.slice(1).reduce((total, { update }) => total + update.length, 0);
    this.#unfolded = { entries: Math.max(0, entries.length - 1), bytes };
    return entries.length > 0 && this.#options.ydoc.store.pendingStructs === null;
  }

  #apply(entries: readonly Entry[]): void {
    if (entries.length === 0) return;
    const { ydoc, applied } = this.#options;
    const unsaved = applyEntries(ydoc, entries, this);
    // What had come from the server already is for the tab that wrote it to see through.
    if (unsaved === null) return;
    this.#hasUnsaved ||= unsaved.edits > 0;
    applied(unsaved);
  }

  #read(): void {
    this.#shouldRead = true;
    this.#continue();
  }

  /** Does what there is to do, now or a little later. */
  #continue(): void {
    if (this.#state !== "open" || this.#work !== null) return;
    const isNow = this.#shouldRead || (this.#isUrgent && this.#hasToWrite);
    if (isNow) this.#run();
    else if (this.#hasToWrite || this.#hasToMark)
      this.#timer ??= setTimeout(() => this.#run(), this.#options.limits.lazyWriteMs);
  }

  #run(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#work !== null || (this.#state !== "open" && this.#state !== "full")) return;
    this.#work = this.#step().finally(() => {
      this.#work = null;
      this.#continue();
    });
  }

  async #step(): Promise<void> {
    const { address } = this.#options;
    this.#writing = this.#pending;
    this.#pending = nothing();
    const { edits, since } = this.#writing;
    try {
      if (this.#database === null) await this.#openDatabase();
      const { epoch, position } = this.#known;
      if (this.#database === null) return;
      if (this.#writing.updates.length > 0 || this.#owesWhole || this.#shouldRead)
        await this.#exchange(this.#database);
      else if (epoch !== null && this.#hasToMark) {
        await this.#database.markSaved(address, epoch, position);
        this.#hasUnsaved = false;
      }
      this.#writing = nothing();
      this.#become("open");
    } catch (error) {
      this.#owesWhole = true;
      this.#writing = nothing();
      this.#pending.edits += edits;
      this.#pending.since = earlier(since, this.#pending.since);
      this.#fail(error);
    }
  }

  async #exchange(database: DeviceDatabase): Promise<void> {
    const { address } = this.#options;
    let isWhole = false;
    this.#shouldRead = false;
    this.#known = await database.exchange(address, this.#known, this.#deviceKey, (others, isSame) => {
      this.#apply(others);
      const writing = this.#compose(this.#writing, isSame, others.length);
      isWhole = writing.isWhole;
      return writing;
    });
    if (isWhole) this.#owesWhole = false;
    if (this.#writing.edits === 0) return;
    this.#hasUnsaved = true;
    this.#channel.tellWritten(address);
  }

  #compose({ updates, edits, since }: Pending, isSame: boolean, others: number): Writing {
    const { ydoc, limits } = this.#options;
    const isLong =
      this.#unfolded.entries >= limits.foldAfterEntries || this.#unfolded.bytes >= limits.foldAfterBytes;
    if (this.#owesWhole || !isSame || isLong) {
      this.#unfolded = { entries: 0, bytes: 0 };
      return { entry: { update: Y.encodeStateAsUpdate(ydoc), edits, since }, isWhole: true };
    }
    if (updates.length === 0) return { entry: null, isWhole: false };
    const update = updates.length === 1 ? (updates[0] as Uint8Array) : Y.mergeUpdates(updates);
    this.#unfolded = {
      entries: this.#unfolded.entries + others + 1,
      bytes: this.#unfolded.bytes + update.length,
    };
    return { entry: { update, edits, since }, isWhole: false };
  }

  #fail(error: unknown): void {
    if (this.#state === "off" || this.#state === "closed") return;
    if (this.#database === null && this.#state === "opening") {
      this.#become("denied");
      return;
    }
    this.#pending.updates.length = 0;
    const isFirst = this.#state !== "full";
    this.#become("full");
    const again = () => this.#run();
    const isQuota = error instanceof DOMException && error.name === "QuotaExceededError";
    const retryIn = (delayMs: number) => {
      this.#timer ??= setTimeout(again, delayMs);
    };
    if (isFirst && isQuota) void this.#evict(0).then(() => retryIn(0));
    else retryIn(this.#options.limits.retryDeviceAfterMs);
  }

  /** Best effort: what could not be done today is done when the next document is opened. */
  async #evict(bytes: number): Promise<void> {
    const { address, limits } = this.#options;
    try {
      await this.#database?.evict(address, { documents: limits.maxKeptDocuments, bytes });
    } catch {
      // The next write tells.
    }
  }

  /** Keeps nothing from now on. */
  #turnOff(): void {
    this.#letGo();
    this.#become("off");
  }

  #letGo(): void {
    clearTimeout(this.#timer);
    this.#database?.close();
    this.#database = null;
    this.#channel.close();
  }

  #become(state: State): void {
    // Both are final.
    if (this.#state === "off" || this.#state === "closed") return;
    this.#state = state;
    this.#options.changed();
  }
}
