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
  /** What came after it, and the first clock of each client in that. */
  #newer: Newer | null = null;

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
    const newer = this.#mergeNewer();
    if (newer !== null) {
      this.#merged = {
        bytes: mergeUpdates([this.#merged.bytes, newer.bytes]),
        tailLength: this.#tail.length,
      };
      this.#newer = null;
    }
    return this.#merged.bytes;
  }

  /** Everything, as one update that stays the same for long and a small one of what came after it. */
  parts(): { readonly base: Uint8Array; readonly newer: Uint8Array | null } {
    const newer = this.#mergeNewer();
    if (newer !== null && newer.bytes.length > MAX_NEWER_BYTES) return { base: this.full(), newer: null };
    return { base: this.#merged.bytes, newer: newer?.bytes ?? null };
  }

  /** What somebody lacks who has this. Deletions are all in it: a state vector does not tell which are known. */
  missing(stateVector: Uint8Array, clocks: ReadonlyMap<number, number>): Uint8Array {
    const isKnownFrom = (from: ReadonlyMap<number, number>) =>
      [...this.#clocks].every(([client, clock]) => (clocks.get(client) ?? 0) >= (from.get(client) ?? clock));
    if (isKnownFrom(this.#clocks)) return this.#deleted.encode();
    const newer = this.#mergeNewer();
    if (newer !== null && isKnownFrom(newer.from))
      return mergeUpdates([Y.diffUpdate(newer.bytes, stateVector), this.#deleted.encode()]);
    return Y.diffUpdate(this.full(), stateVector);
  }

  /** The updates after `seq`, as one; null where there are none. What a checkpoint has merged comes back with everything else. */
  since(seq: number): Uint8Array | null {
    if (seq >= this.#seq) return null;
    if (seq < this.#checkpointSeq) return this.full();
    return mergeUpdates(this.#tail.filter((entry) => entry.seq > seq).map((entry) => entry.update));
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
    this.#newer = null;
  }

  get checkpointSeq(): number {
    return this.#checkpointSeq;
  }

  #mergeNewer(): Newer | null {
    const from = this.#newer?.tailLength ?? this.#merged.tailLength;
    if (from < this.#tail.length) {
      const latest = mergeUpdates(this.#tail.slice(from).map((entry) => entry.update));
      const bytes = this.#newer ? mergeUpdates([this.#newer.bytes, latest]) : latest;
      this.#newer = { bytes, tailLength: this.#tail.length, from: firstClocks(decodedOrThrow(bytes)) };
    }
    return this.#newer;
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

interface Newer {
  readonly bytes: Uint8Array;
  readonly tailLength: number;
  readonly from: ReadonlyMap<number, number>;
}

/** More than this that came after what is merged is merged into it. */
const MAX_NEWER_BYTES = 64 * 1024;

function firstClocks({ structs }: DecodedUpdate): Map<number, number> {
  const clocks = new Map<number, number>();
  for (const [client, [first]] of structs) if (first) clocks.set(client, first.id.clock);
  return clocks;
}

/** A Yjs update that holds nothing. */
const EMPTY_UPDATE = Uint8Array.of(0, 0);

function decodedOrThrow(update: Uint8Array): DecodedUpdate {
  const decoded = decodeUpdate(update);
  if (decoded === null) throw new StoreError("damaged", "A stored update cannot be read");
  return decoded;
}
