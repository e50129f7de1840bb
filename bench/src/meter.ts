import type { LexicalEditor } from "lexical";

type Share = "lexical" | "given" | "listeners";

/** Where an editor's time goes. */
export class Meter {
  readonly #stack: Share[] = [];
  #since = 0;
  #lexicalMs = 0;
  #listenersMs = 0;

  /** To be called before a binding registers its listeners. */
  constructor(editor: LexicalEditor) {
    const update = editor.update.bind(editor);
    const read = editor.read.bind(editor) as (...values: unknown[]) => unknown;
    const register = editor.registerUpdateListener.bind(editor);
    editor.update = (change, options) =>
      this.#count("lexical", () => update(() => this.#count("given", change), options));
    // `read` takes its function last, behind an optional mode.
    editor.read = ((...values: unknown[]) => {
      const look = values.pop() as () => unknown;
      return this.#count("lexical", () => read(...values, () => this.#count("given", look)));
    }) as typeof editor.read;
    editor.registerUpdateListener = (listener) =>
      register((commit) => this.#count("listeners", () => listener(commit)));
  }

  /** In Lexical's own updates and commits, without the functions given to them and without update listeners. */
  get lexicalMs(): number {
    return this.#lexicalMs;
  }

  /** In update listeners, where bindings write to Yjs, with all that they cause, further updates too. */
  get listenersMs(): number {
    return this.#listenersMs;
  }

  reset(): void {
    this.#lexicalMs = 0;
    this.#listenersMs = 0;
  }

  #count<T>(share: Share, work: () => T): T {
    this.#settle();
    this.#stack.push(share);
    try {
      return work();
    } finally {
      this.#settle();
      this.#stack.pop();
    }
  }

  #settle(): void {
    const now = performance.now();
    const passed = now - this.#since;
    if (this.#stack.at(-1) === "lexical") this.#lexicalMs += passed;
    if (this.#stack.includes("listeners")) this.#listenersMs += passed;
    this.#since = now;
  }
}
