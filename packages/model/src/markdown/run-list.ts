import type { Attributes, TextRun } from "../block.js";
import { equalAttributes } from "../read-blocks.js";

/** Text runs under construction: neighbours with equal attributes become one, empty ones none. */
export class RunList {
  readonly #runs: TextRun[] = [];

  get runs(): readonly TextRun[] {
    return this.#runs;
  }

  append(text: string, attributes: Attributes = {}): void {
    if (text === "") return;
    const last = this.#runs.at(-1);
    if (last && equalAttributes(last.attributes, attributes)) {
      this.#runs[this.#runs.length - 1] = { ...last, text: last.text + text };
    } else {
      this.#runs.push(Object.keys(attributes).length === 0 ? { text } : { text, attributes });
    }
  }

  appendAll(runs: readonly TextRun[]): void {
    for (const { text, attributes } of runs) this.append(text, attributes);
  }
}
