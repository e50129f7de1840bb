/** What a session has built upon and not brought: how far it reaches, by Yjs client. */
export class OwedUpdates {
  readonly #reach = new Map<number, number>();
  #vainAnswers = 0;

  /** How many clients' edits are owed. */
  get size(): number {
    return this.#reach.size;
  }

  add(reach: ReadonlyMap<number, number>): void {
    for (const [client, clock] of reach)
      this.#reach.set(client, Math.max(this.#reach.get(client) ?? 0, clock));
  }

  /** True if nothing is owed any more. */
  settle(isKnown: (reach: ReadonlyMap<number, number>) => boolean): boolean {
    if (this.#reach.size === 0) return true;
    if (!isKnown(this.#reach)) return false;
    this.#reach.clear();
    this.#vainAnswers = 0;
    return true;
  }

  /** An answer did not bring it. Returns how many in a row. */
  countVainAnswer(): number {
    this.#vainAnswers += 1;
    return this.#vainAnswers;
  }
}
