import type { Attributes, EmbedRun, Run } from "../block.js";
import { equalAttributes } from "../read-blocks.js";

/** Runs under construction: neighbours with equal attributes become one, empty ones none. */
export class RunList {
  readonly #runs: Run[] = [];

  get runs(): readonly Run[] {
    return this.#runs;
  }

  append(text: string, attributes: Attributes = {}): void {
    if (text === "") return;
    const last = this.#runs.at(-1);
    if (last && "text" in last && equalAttributes(last.attributes, attributes)) {
      this.#runs[this.#runs.length - 1] = { ...last, text: last.text + text };
    } else {
      this.#runs.push(Object.keys(attributes).length === 0 ? { text } : { text, attributes });
    }
  }

  appendEmbed(embed: EmbedRun["embed"], attributes: Attributes = {}): void {
    this.#runs.push(Object.keys(attributes).length === 0 ? { embed } : { embed, attributes });
  }

  appendAll(runs: readonly Run[]): void {
    for (const run of runs) {
      if ("text" in run) this.append(run.text, run.attributes);
      else this.appendEmbed(run.embed, run.attributes);
    }
  }
}
