import * as Y from "yjs";
import { ClientOwners } from "./client-owners.js";
import { type DecodedUpdate, decodeUpdate } from "./decoded-update.js";
import { DeletedRanges } from "./deleted-ranges.js";
import type { LogEntry, StoredDocument } from "./document-store.js";
import { mergeUpdates } from "./merge-updates.js";
import { StoreError } from "./store-error.js";
import type { KnownState } from "./validate-update.js";

/** What an accepted update is logged with. */
export interface Signature {
  readonly time: number;
  readonly author: string | null;
  readonly owner: string | null;
}

/**
 * A document as a room holds it: bytes, not a `Y.Doc`. The state through the last checkpoint, the updates since, and what is needed to judge the next
 * one.
 */
export class DocumentState implements KnownState {
  readonly #clocks = new Map<number, number>();
  readonly #sealed = new Map<number, number>();
  readonly #deleted = new DeletedRanges();
  readonly #owners: ClientOwners;
  #base: Uint8Array;
  #tail: LogEntry[] = [];
  #tailBytes = 0;
  #checkpointSeq: number;
  #seq: number;
  /** `full()` of an earlier moment, and how much of the tail it holds. */
  #merged: { bytes: Uint8Array; tailLength: number };

  /**
   * `seed`: what every document begins with; null for none.
   * @throws StoreError "damaged" for stored bytes that are no Yjs update.
   */
  constructor(stored: StoredDocument, seed: Uint8Array | null) {
    const seedDecoded = seed && decodeUpdate(seed);
    if (seedDecoded) {
      for (const [client, structs] of seedDecoded.structs) {
        const last = structs.at(-1);
        if (last) this.#sealed.set(client, last.id.clock + last.length);
      }
    }
    const base = stored.checkpoint ? [stored.checkpoint.state] : [];
    this.#base = mergeUpdates(seed ? [seed, ...base] : base.length > 0 ? base : [EMPTY_UPDATE]);
    this.#owners = ClientOwners.decode(stored.checkpoint?.owners ?? new Uint8Array());
    this.#checkpointSeq = stored.checkpoint?.upTo ?? 0;
    this.#seq = this.#checkpointSeq;
    this.#merged = { bytes: this.#base, tailLength: 0 };
    this.#learn(decodedOrThrow(this.#base));
    for (const entry of stored.entries) this.#push(entry, decodedOrThrow(entry.update));
    this.#seq = stored.lastSeq;
  }

  /** The number of the last update, durable or not. */
  get seq(): number {
    return this.#seq;
  }

  get tailLength(): number {
    return this.#tail.length;
  }

  get tailBytes(): number {
    return this.#tailBytes;
  }

  /** When the last update of the tail came; null where there is none. */
  get lastTime(): number | null {
    return this.#tail.at(-1)?.time ?? null;
  }

  clockOf(client: number): number {
    return this.#clocks.get(client) ?? 0;
  }

  sealedFrom(client: number): number | null {
    return this.#sealed.get(client) ?? null;
  }

  isDeleted(client: number, clock: number, length: number): boolean {
    return this.#deleted.covers(client, clock, length);
  }

  /** Whom a Yjs clientID belongs to; null: nobody. */
  ownerOf(client: number): string | null {
    return this.#owners.of(client);
  }

  /** For a checkpoint. */
  encodeOwners(): Uint8Array {
    return this.#owners.encode();
  }

  /** Takes an update that `validateUpdate` has accepted. The clientIDs that it is the first to write with belong to `owner`. */
  add(update: Uint8Array, decoded: DecodedUpdate, { time, author, owner }: Signature): LogEntry {
    const isClaim =
      owner !== null && [...decoded.structs.keys()].some((client) => this.clockOf(client) === 0);
    const entry: LogEntry = { seq: this.#seq + 1, time, author, update, ...(isClaim && { owner }) };
    this.#push(entry, decoded);
    return entry;
  }

  /** Everything, as one update. Cached until the next update. */
  full(): Uint8Array {
    if (this.#merged.tailLength < this.#tail.length) {
      const newer = this.#tail.slice(this.#merged.tailLength).map((entry) => entry.update);
      const bytes = mergeUpdates([this.#merged.bytes, mergeUpdates(newer)]);
      this.#merged = { bytes, tailLength: this.#tail.length };
    }
    return this.#merged.bytes;
  }

  /** What somebody with this state vector lacks. */
  missing(stateVector: Uint8Array): Uint8Array {
    return Y.diffUpdate(this.full(), stateVector);
  }

  encodeStateVector(): Uint8Array {
    return Y.encodeStateVector(this.#clocks);
  }

  /** The merged state through `seq`, deleted content collected: what a checkpoint holds. Null if it would not load whole. */
  collectThrough(seq: number): Uint8Array | null {
    const updates = this.#tail.filter((entry) => entry.seq <= seq).map((entry) => entry.update);
    const ydoc = new Y.Doc({ gc: true });
    try {
      Y.applyUpdate(ydoc, mergeUpdates([this.#base, ...(updates.length > 0 ? [mergeUpdates(updates)] : [])]));
      return ydoc.store.pendingStructs || ydoc.store.pendingDs ? null : Y.encodeStateAsUpdate(ydoc);
    } finally {
      ydoc.destroy();
    }
  }

  /** The checkpoint is in the store: its entries are forgotten here too. */
  startFrom(checkpoint: Uint8Array, seq: number): void {
    this.#base = checkpoint;
    this.#tail = this.#tail.filter((entry) => entry.seq > seq);
    this.#tailBytes = this.#tail.reduce((sum, entry) => sum + entry.update.length, 0);
    this.#checkpointSeq = seq;
    this.#merged = { bytes: checkpoint, tailLength: 0 };
  }

  get checkpointSeq(): number {
    return this.#checkpointSeq;
  }

  #push(entry: LogEntry, decoded: DecodedUpdate): void {
    this.#tail.push(entry);
    this.#tailBytes += entry.update.length;
    this.#seq = entry.seq;
    if (entry.owner !== undefined) this.#claim(decoded, entry.owner);
    this.#learn(decoded);
  }

  #claim({ structs }: DecodedUpdate, owner: string): void {
    for (const client of structs.keys()) if (this.clockOf(client) === 0) this.#owners.claim(client, owner);
  }

  #learn({ structs, deletes }: DecodedUpdate): void {
    for (const [client, list] of structs) {
      const last = list.at(-1);
      if (last) this.#clocks.set(client, Math.max(this.clockOf(client), last.id.clock + last.length));
    }
    for (const { client, clock, length } of deletes) this.#deleted.add(client, clock, length);
  }
}

/** A Yjs update that holds nothing. */
const EMPTY_UPDATE = Uint8Array.of(0, 0);

function decodedOrThrow(update: Uint8Array): DecodedUpdate {
  const decoded = decodeUpdate(update);
  if (decoded === null) throw new StoreError("damaged", "A stored update cannot be read");
  return decoded;
}
