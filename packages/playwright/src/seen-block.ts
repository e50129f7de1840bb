export type BlockType =
  | "paragraph"
  | "heading1"
  | "heading2"
  | "heading3"
  | "heading4"
  | "heading5"
  | "heading6"
  | "bullet"
  | "number"
  | "check"
  | "quote"
  | "code"
  | "other";

/** Characters that look alike. A line break inside a block is "\n" and has no format. */
export interface SeenRun {
  readonly text: string;
  /** Sorted, of: bold, code, italic, strikethrough, underline, and `link <address>`. */
  readonly formats: readonly string[];
}

/** A block as a person sees it, or as the server keeps it: the two are compared. */
export interface SeenBlock {
  readonly type: BlockType;
  readonly text: string;
  /** How deep it is set in. */
  readonly indent: number;
  /** Of a check list's item. */
  readonly checked: boolean;
  readonly runs: readonly SeenRun[];
}

/** A place between two characters of a block. */
export interface Place {
  readonly block: number;
  readonly offset: number;
}

/** In the viewport's coordinates. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The caret of another person, as it is drawn. */
export interface SeenCaret {
  readonly name: string;
  readonly box: Box;
  readonly label: { readonly text: string; readonly isShown: boolean; readonly box: Box };
}

/** One block a line: what `expectConverged` compares and shows. */
export function describeBlocks(blocks: readonly SeenBlock[]): string[] {
  return blocks.map(({ type, indent, checked, runs }) => {
    const text = runs.map(({ text, formats }) => {
      const shown = JSON.stringify(text).slice(1, -1);
      return formats.length === 0 ? shown : `⟨${formats.join(", ")}: ${shown}⟩`;
    });
    return `${"  ".repeat(indent)}${type}${checked ? " ☑" : ""} │ ${text.join("")}`;
  });
}

/** Neighbours with equal formats become one; line breaks lose theirs. */
export function mergeRuns(runs: readonly SeenRun[]): SeenRun[] {
  const merged: SeenRun[] = [];
  for (const run of runs.flatMap(withoutFormattedBreaks)) {
    const last = merged.at(-1);
    if (last !== undefined && last.formats.join() === run.formats.join()) {
      merged[merged.length - 1] = { text: last.text + run.text, formats: last.formats };
    } else {
      merged.push(run);
    }
  }
  return merged;
}

function withoutFormattedBreaks({ text, formats }: SeenRun): SeenRun[] {
  const parts = text.split(/(\n)/).filter((part) => part !== "");
  return parts.map((part) => (part === "\n" ? { text: part, formats: [] } : { text: part, formats }));
}
