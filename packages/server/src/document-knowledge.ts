import * as Y from "yjs";
import type { CheckpointSummary } from "./checkpoint-summary.js";
import type { ClientOwners } from "./client-owners.js";
import { ClockRanges } from "./clock-ranges.js";
import type { DecodedUpdate } from "./decoded-update.js";
import { RootContents } from "./root-contents.js";
import type { KnownState } from "./validate-update.js";

/** What a room knows of its document without its bytes: how far each client is known, what is deleted, whose the clients are, what stands in the title. */
export class DocumentKnowledge implements KnownState {
  readonly #clocks = new Map<number, number>();
  readonly #sealed = new Map<number, number>();
  readonly #deleted = new ClockRanges();
  readonly #owners: ClientOwners;
  readonly #title: RootContents | null;

  /** `titleRoot`: the root type that says what the document is called; null: none. */
  constructor(owners: ClientOwners, titleRoot: string | null) {
    this.#owners = owners;
    this.#title = titleRoot === null ? null : new RootContents(titleRoot);
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

  /** Whether somebody who has `clocks` has everything that comes before `from`. */
  isKnownBefore(from: ReadonlyMap<number, number>, clocks: ReadonlyMap<number, number>): boolean {
    return [...this.#clocks].every(
      ([client, clock]) => (clocks.get(client) ?? 0) >= (from.get(client) ?? clock),
    );
  }

  /** Whether somebody who has `clocks` lacks at the most deletions. */
  isKnownTo(clocks: ReadonlyMap<number, number>): boolean {
    return this.isKnownBefore(this.#clocks, clocks);
  }

  /** Whom a Yjs clientID belongs to; null: nobody. */
  ownerOf(client: number): string | null {
    return this.#owners.of(client);
  }

  encodeOwners(): Uint8Array {
    return this.#owners.encode();
  }

  encodeStateVector(): Uint8Array {
    return Y.encodeStateVector(this.#clocks);
  }

  encodeDeletions(): Uint8Array {
    return this.#deleted.encodeAsDeletions();
  }

  /** What is known so far is all that there will be under its clients. */
  seal(): void {
    for (const [client, clock] of this.#clocks) this.#sealed.set(client, clock);
  }

  /** Whether an update has everything that has been sealed. */
  holdsSealed({ structs }: DecodedUpdate): boolean {
    return this.#reachSealed((client) => {
      const last = structs.get(client)?.at(-1);
      return last === undefined ? 0 : last.id.clock + last.length;
    });
  }

  #reachSealed(endOf: (client: number) => number): boolean {
    return [...this.#sealed].every(([client, end]) => endOf(client) >= end);
  }

  /** Takes what has been noted of a checkpoint; false, and nothing is taken, where that lacks what has been sealed. */
  recall({ clocks, deleted, title }: CheckpointSummary): boolean {
    if (!this.#reachSealed((client) => clocks.get(client) ?? 0)) return false;
    for (const [client, clock] of clocks) this.#clocks.set(client, Math.max(this.clockOf(client), clock));
    this.#deleted.takeOver(deleted);
    if (title !== null) this.#title?.ranges.takeOver(title.ranges);
    return true;
  }

  /** Clients of the update that nobody has written with yet. */
  newClients({ structs }: DecodedUpdate): number[] {
    return [...structs.keys()].filter((client) => this.clockOf(client) === 0);
  }

  claim(clients: readonly number[], owner: string): void {
    for (const client of clients) this.#owners.claim(client, owner);
  }

  /** Takes what fits. Whether it may change the title. */
  learn(update: DecodedUpdate): boolean {
    const isTitleTouched = this.#title?.learn(update, this) ?? false;
    for (const [client, list] of update.structs) {
      const last = list.at(-1);
      if (last) this.#clocks.set(client, Math.max(this.clockOf(client), last.id.clock + last.length));
    }
    for (const { client, clock, length } of update.deletes) this.#deleted.add(client, clock, length);
    return isTitleTouched;
  }
}
