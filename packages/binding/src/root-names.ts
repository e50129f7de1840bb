import type * as Y from "yjs";

/** The names of a ydoc's root types, which Yjs only knows the other way round. */
export class RootNames {
  readonly #ydoc: Y.Doc;
  readonly #names = new WeakMap<object, string>();

  constructor(ydoc: Y.Doc) {
    this.#ydoc = ydoc;
  }

  /** Costs the number of root types where one is new, nothing otherwise. */
  of(type: object): string | null {
    const known = this.#names.get(type);
    if (known !== undefined) return known;
    for (const [name, root] of this.#ydoc.share) this.#names.set(root, name);
    return this.#names.get(type) ?? null;
  }
}
