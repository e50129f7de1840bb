interface Place<Value> {
  readonly current: Promise<Value>;
  next: Promise<Value> | null;
}

/**
 * Reads that many want at once: who asks while one is under way waits for the next, which all who wait share. What anybody gets was read after they had
 * asked.
 */
export class SharedReads<Value> {
  readonly #places = new Map<string, Place<Value>>();

  take(name: string, read: () => Promise<Value>): Promise<Value> {
    const place = this.#places.get(name);
    if (place === undefined) return this.#start(name, read);
    const start = (): Promise<Value> => this.#start(name, read);
    place.next ??= place.current.then(start, start);
    return place.next;
  }

  #start(name: string, read: () => Promise<Value>): Promise<Value> {
    const place: Place<Value> = { current: read(), next: null };
    this.#places.set(name, place);
    const leave = (): void => {
      if (place.next === null) this.#places.delete(name);
    };
    place.current.then(leave, leave);
    return place.current;
  }
}
