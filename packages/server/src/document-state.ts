import * as Y from "yjs";
import { decodeSummary } from "./checkpoint-summary.js";
import { ClientOwners } from "./client-owners.js";
import type { CompactionJob } from "./compaction/compactor.js";
import { type DecodedUpdate, decodeUpdate } from "./decoded-update.js";
import { DocumentKnowledge } from "./document-knowledge.js";
import type { LogEntry, StoredDocument } from "./document-store.js";
import { mergeUpdates } from "./merge-updates.js";
import { StoreError } from "./store-error.js";
import { decodeCheckpointState, decodeStored } from "./stored-update.js";
import { validateUpdate } from "./validate-update.js";

/** What an accepted update is logged with. */
export interface Signature {
  readonly time: number;
  readonly author: string | null;
  readonly owner: string | null;
}

export interface DocumentStateOptions {
  /** What every document begins with; null for nothing. */
  readonly seed: Uint8Array | null;
  /** See `SyncServerOptions.titleRoot`. */
  readonly titleRoot: string | null;
}

interface Added {
  readonly entry: LogEntry;
  /** Whether the title may have changed with it. */
  readonly isTitleTouched: boolean;
}

/**
 * A document as a room holds it: bytes, not a `Y.Doc`. The state through the last checkpoint, the updates since, and what is needed to judge the next
 * one.
 */
export class DocumentState {
  readonly known: DocumentKnowledge;
  readonly #seed: Uint8Array | null;
  readonly #titleRoot: string | null;
  /** Null while it has been let go. */
  #base: Uint8Array | null;
  #baseBytes: number;
  #tail: LogEntry[] = [];
  #tailBytes = 0;
  /** Entries of the log that build on something lost: they belong to the past, not to the state. */
  #stranded: LogEntry[] = [];
  /** Those of them that wait until somebody brings what they lack. */
  #unfitting: readonly LogEntry[] = [];
  #checkpointSeq: number;
  #seq = 0;
  /** `full()` of an earlier moment, and how much of the tail it holds. */
  #merged: { bytes: Uint8Array; tailLength: number } | null;
  /** What came after it, and the first clock of each client in that. */
  #newer: Newer | null = null;

  /** @throws StoreError "damaged" for a checkpoint that does not load. */
  constructor(stored: StoredDocument, { seed, titleRoot }: DocumentStateOptions) {
    this.known = new DocumentKnowledge(
      ClientOwners.decode(stored.checkpoint?.owners ?? new Uint8Array()),
      titleRoot,
    );
    this.#seed = seed;
    this.#titleRoot = titleRoot;
    let base = seed ?? EMPTY_UPDATE;
    this.known.learn(decodeStored(base));
    this.known.seal();
    if (stored.checkpoint) {
      const { state, summary } = stored.checkpoint;
      const recalled = decodeSummary(summary, titleRoot);
      if (recalled !== null && this.known.recall(recalled)) base = state;
      else {
        const decoded = decodeCheckpointState(state);
        base = this.known.holdsSealed(decoded) ? state : mergeUpdates([base, state]);
        this.known.learn(decoded);
      }
    }
    this.isDamaged = stored.damage !== null;
    this.#checkpointSeq = stored.checkpoint?.upTo ?? 0;
    this.#base = base;
    this.#baseBytes = base.length;
    this.#merged = { bytes: base, tailLength: 0 };
    for (const entry of stored.entries) {
      const decoded = stored.damage ? this.#fitting(entry.update) : decodeUpdate(entry.update);
      if (decoded) this.#push(entry, decoded);
      else this.#stranded.push(entry);
    }
    this.#unfitting = [...this.#stranded];
    this.#seq = stored.lastSeq;
  }

  /** Whether something of it could not be read: its readers may still have that. */
  readonly isDamaged: boolean;

  /** The number of the last update, durable or not. */
  get seq(): number {
    return this.#seq;
  }

  get tailLength(): number {
    return this.#tail.length;
  }

  /** About as large as what a checkpoint would hold: what has been deleted since the last one still counts. */
  get bytes(): number {
    return this.#baseBytes + this.#tailBytes;
  }

  get tailBytes(): number {
    return this.#tailBytes;
  }

  /** Takes an update that `validateUpdate` has accepted. The clientIDs that it is the first to write with belong to `owner`. */
  add(update: Uint8Array, decoded: DecodedUpdate, { time, author, owner }: Signature): Added {
    const isClaim = owner !== null && this.known.newClients(decoded).length > 0;
    const entry: LogEntry = { seq: this.#seq + 1, time, author, update, ...(isClaim && { owner }) };
    return { entry, isTitleTouched: this.#push(entry, decoded) };
  }

  /** Everything, as one update. Cached until the next update. */
  full(): Uint8Array {
    const newer = this.#mergeNewer();
    if (newer !== null) this.#mergeIntoHeld(newer);
    return this.#held().bytes;
  }

  /** Everything, as one update that stays the same for long and one of what came after it. */
  parts(): { readonly base: Uint8Array; readonly newer: Uint8Array | null } {
    const newer = this.#mergeNewer();
    return { base: this.#held().bytes, newer: newer?.bytes ?? null };
  }

  /** What somebody lacks who has this. Deletions are all in it: a state vector does not tell which are known. */
  missing(stateVector: Uint8Array, clocks: ReadonlyMap<number, number>): Uint8Array {
    if (this.known.isKnownTo(clocks)) return this.known.encodeDeletions();
    const newer = this.#mergeNewer();
    if (newer !== null && this.known.isKnownBefore(firstClocks(newer), clocks))
      return mergeUpdates([Y.diffUpdate(newer.bytes, stateVector), this.known.encodeDeletions()]);
    return Y.diffUpdate(this.full(), stateVector);
  }

  /** The updates after `seq`, as one; null where there are none. What a checkpoint has merged comes back with everything else. */
  since(seq: number): Uint8Array | null {
    if (seq >= this.#seq) return null;
    if (seq < this.#checkpointSeq) return this.full();
    return mergeUpdates(this.#tail.filter((entry) => entry.seq > seq).map((entry) => entry.update));
  }

  /** How many stored entries build on something that is not here. */
  get strandedLength(): number {
    return this.#unfitting.length;
  }

  /** Stranded entries that fit by now, each once: they are to be submitted anew. */
  takeFitting(): readonly LogEntry[] {
    const fitting = this.#unfitting.filter((entry) => this.#fitting(entry.update) !== null);
    if (fitting.length > 0) this.#unfitting = this.#unfitting.filter((entry) => !fitting.includes(entry));
    return fitting;
  }

  /** What a checkpoint through `seq` is made of. */
  jobThrough(seq: number): CompactionJob {
    const isIn = (entry: LogEntry): boolean => entry.seq <= seq;
    return {
      base: this.#base ?? cold(),
      entries: this.#tail.filter(isIn),
      stranded: this.#stranded.filter(isIn),
      titleRoot: this.#titleRoot,
    };
  }

  /** Bytes of the state that the next checkpoint takes the place of. */
  get baseBytes(): number {
    return this.#baseBytes;
  }

  /** Whether the document's bytes are here; if not, only what builds on the tail alone can be asked for. */
  get isWarm(): boolean {
    return this.#base !== null;
  }

  /** Forgets the bytes of the checkpoint, which the store has. Updates are judged as before. */
  letGo(): void {
    this.#base = null;
    this.#merged = null;
    this.#newer = null;
  }

  /** `stored`: what the store has by now. @throws StoreError "damaged" where that is less than what was let go. */
  takeBack(stored: StoredDocument): void {
    const fresh = new DocumentState(stored, { seed: this.#seed, titleRoot: null });
    if ((stored.damage?.lost.length ?? 0) > 0 || fresh.seq < this.#checkpointSeq)
      throw new StoreError("damaged", "A document that was let go cannot be read again");
    this.#base = fresh.#base;
    this.#baseBytes = fresh.#baseBytes;
    this.#checkpointSeq = fresh.#checkpointSeq;
    this.#tail = [...fresh.#tail, ...this.#tail.filter((entry) => entry.seq > fresh.seq)];
    this.#tailBytes = this.#tail.reduce((sum, entry) => sum + entry.update.length, 0);
    this.#merged = fresh.#merged;
    this.#newer = null;
  }

  /** The checkpoint is in the store: its entries are forgotten here too. */
  startFrom(checkpoint: Uint8Array, seq: number): void {
    this.#base = checkpoint;
    this.#baseBytes = checkpoint.length;
    this.#tail = this.#tail.filter((entry) => entry.seq > seq);
    this.#stranded = this.#stranded.filter((entry) => entry.seq > seq);
    this.#tailBytes = this.#tail.reduce((sum, entry) => sum + entry.update.length, 0);
    this.#checkpointSeq = seq;
    this.#merged = { bytes: checkpoint, tailLength: 0 };
    this.#newer = null;
  }

  #held(): { readonly bytes: Uint8Array; readonly tailLength: number } {
    return this.#merged ?? cold();
  }

  /** Null where it builds on what is not here, or cannot be read. */
  #fitting(update: Uint8Array): DecodedUpdate | null {
    const { kind } = validateUpdate(update, this.known, () => true);
    return kind === "accepted" || kind === "nothing-new" ? decodeUpdate(update) : null;
  }

  #mergeNewer(): Newer | null {
    const from = this.#newer?.tailLength ?? this.#held().tailLength;
    if (from === this.#tail.length) return this.#newer;
    // A large one would be merged again with every update that comes.
    if (this.#newer && this.#newer.bytes.length > MAX_NEWER_BYTES) this.#mergeIntoHeld(this.#newer);
    const latest = mergeUpdates(this.#tail.slice(from).map((entry) => entry.update));
    const bytes = this.#newer ? mergeUpdates([this.#newer.bytes, latest]) : latest;
    this.#newer = { bytes, tailLength: this.#tail.length, from: null };
    return this.#newer;
  }

  #mergeIntoHeld({ bytes, tailLength }: Newer): void {
    this.#merged = { bytes: mergeUpdates([this.#held().bytes, bytes]), tailLength };
    this.#newer = null;
  }

  #push(entry: LogEntry, decoded: DecodedUpdate): boolean {
    this.#tail.push(entry);
    this.#tailBytes += entry.update.length;
    this.#seq = entry.seq;
    if (entry.owner !== undefined) this.known.claim(this.known.newClients(decoded), entry.owner);
    return this.known.learn(decoded);
  }
}

interface Newer {
  readonly bytes: Uint8Array;
  readonly tailLength: number;
  /** The first clock of each client in it; null: nobody has asked yet. */
  from: ReadonlyMap<number, number> | null;
}

/** More than this that came after what is merged is merged into it. */
const MAX_NEWER_BYTES = 64 * 1024;

function firstClocks(newer: Newer): ReadonlyMap<number, number> {
  if (newer.from === null) {
    const clocks = new Map<number, number>();
    for (const [client, [first]] of decodeStored(newer.bytes).structs)
      if (first) clocks.set(client, first.id.clock);
    newer.from = clocks;
  }
  return newer.from;
}

/** A Yjs update that holds nothing. */
const EMPTY_UPDATE = Uint8Array.of(0, 0);

/** Whoever asks has made sure that the document is there. */
function cold(): never {
  throw new Error("The document has been let go");
}
