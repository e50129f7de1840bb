import { setTimeout as pause } from "node:timers/promises";
import { difference } from "./difference.js";
import type { Person } from "./person.js";
import { describeBlocks } from "./seen-block.js";
import { readServerDocument } from "./server-document.js";

export interface ConvergedOptions {
  /** How long it may take until all see the same. */
  readonly withinMs?: number;
}

export const CONVERGED_DEFAULTS = { withinMs: 15_000, pollMs: 50 } as const;

/** Somebody's, or the server's, view of a document. */
interface View {
  readonly whose: string;
  readonly lines: readonly string[];
}

/**
 * All people see the same title and text, so does the server's document when a fresh `Y.Doc` decodes it, and so does
 * somebody who opens it only now. Resolves with that text.
 */
export async function expectConverged(
  people: readonly Person[],
  { withinMs = CONVERGED_DEFAULTS.withinMs }: ConvergedOptions = {},
): Promise<string> {
  const [first] = people;
  if (first === undefined) throw new RangeError("Nobody is there who could agree.");
  await agree(people, withinMs);
  const fresh = await first.openFresh();
  try {
    await agree([...people, fresh], withinMs);
    return await fresh.text();
  } finally {
    await fresh.close();
  }
}

async function agree(people: readonly Person[], withinMs: number): Promise<void> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    const problem = await disagreement(people);
    if (problem === null) return;
    if (performance.now() > deadline) throw new Error(`Not the same after ${withinMs} ms:\n${problem}`);
    await pause(CONVERGED_DEFAULTS.pollMs);
  }
}

async function disagreement(people: readonly Person[]): Promise<string | null> {
  const views = await Promise.all([...people.map(viewOf), ...people.slice(0, 1).map(serverView)]);
  const [first, ...others] = views;
  if (first === undefined) return null;
  const problems = others.map((other) => {
    const parts = difference(first.lines, other.lines);
    return parts === null ? null : `- ${first.whose}\n+ ${other.whose}\n${parts}`;
  });
  const found = problems.filter((problem) => problem !== null);
  return found.length === 0 ? null : found.join("\n\n");
}

async function viewOf(person: Person): Promise<View> {
  const [title, blocks] = await Promise.all([person.titleText(), person.blocks()]);
  return { whose: `what ${person.name} sees`, lines: [`title │ ${title}`, ...describeBlocks(blocks)] };
}

async function serverView(person: Person): Promise<View> {
  const whose = "what the server has";
  const kept = await readServerDocument(new URL(person.page.url()).origin, person.documentId);
  if (kept === null) return { whose, lines: ["no such document"] };
  return { whose, lines: [`title │ ${kept.title}`, ...describeBlocks(kept.blocks)] };
}
