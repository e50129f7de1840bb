/** Runs works on the same document one after another, those on different ones side by side. */
export class Turns {
  readonly #last = new Map<string, Promise<unknown>>();

  async take<Result>(documentId: string, work: () => Promise<Result>): Promise<Result> {
    const before = this.#last.get(documentId) ?? Promise.resolve();
    const turn = before.then(work, work);
    this.#last.set(documentId, turn);
    try {
      return await turn;
    } finally {
      if (this.#last.get(documentId) === turn) this.#last.delete(documentId);
    }
  }

  /** Resolves when nothing is under way. */
  async settled(): Promise<void> {
    while (this.#last.size > 0) await Promise.allSettled(this.#last.values());
  }
}
