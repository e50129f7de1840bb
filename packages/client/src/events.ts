/** Typed events. A listener that throws does not keep the others from hearing: its error surfaces as an uncaught one. */
export class Events<Map extends object> {
  readonly #pending: (() => void)[] = [];
  readonly #listeners = new globalThis.Map<keyof Map, Set<(value: never) => void>>();

  constructor(names: readonly (keyof Map)[]) {
    for (const name of names) this.#listeners.set(name, new Set());
  }

  /** Returns what ends the subscription. The same listener may subscribe twice and then hears twice. */
  on<Name extends keyof Map>(name: Name, listener: (value: Map[Name]) => void): () => void {
    const listeners = this.#listeners.get(name);
    if (listeners === undefined) {
      throw new TypeError(
        `There is no event "${String(name)}"; there are ${[...this.#listeners.keys()].join(", ")}.`,
      );
    }
    const subscription = (value: Map[Name]) => listener(value);
    listeners.add(subscription);
    return () => void listeners.delete(subscription);
  }

  /** In order, also when a listener causes the next event: nobody hears an older value last. */
  emit<Name extends keyof Map>(name: Name, value: Map[Name]): void {
    this.#pending.push(() => this.#deliver(name, value));
    if (this.#pending.length > 1) return;
    for (let next = this.#pending[0]; next !== undefined; next = this.#pending[0]) {
      next();
      this.#pending.shift();
    }
  }

  #deliver<Name extends keyof Map>(name: Name, value: Map[Name]): void {
    for (const listener of Array.from(this.#listeners.get(name) ?? [])) {
      try {
        (listener as (value: Map[Name]) => void)(value);
      } catch (error) {
        queueMicrotask(() => {
          throw error;
        });
      }
    }
  }

  clear(): void {
    for (const listeners of this.#listeners.values()) listeners.clear();
  }
}
