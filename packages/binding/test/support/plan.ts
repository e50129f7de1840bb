import type { Group } from "./act.js";
import { ACTS } from "./acts.js";
import { Random } from "./random.js";

/** What happens in a session. Each step draws what it needs from a seed of its own, so that any of them can be left out. */
export interface Plan {
  readonly seed: number;
  readonly people: number;
  readonly steps: readonly Step[];
}

/** Somebody does something: an act, or what the network does to them. */
export interface Step {
  readonly who: number;
  readonly what: string;
  readonly seed: number;
}

export const PLAN_DEFAULTS = { minPeople: 3, maxPeople: 5, stepsPerPerson: 27 } as const;

/**
 * In each session people do some kinds of things and not others, over a network that is fast or slow: what is rare
 * among all sessions is frequent in some.
 */
export function planSession(seed: number): Plan {
  const random = new Random(seed);
  const { minPeople, maxPeople, stepsPerPerson } = PLAN_DEFAULTS;
  const people = minPeople + random.int(maxPeople - minPeople + 1);
  const shares: Record<Group, number> = {
    text: 1,
    table: random.chance(0.4) ? 0.8 : 0,
    move: random.chance(0.2) ? 0.14 : 0,
    composition: random.chance(0.33) ? 0.8 : 0,
  };
  const acts = Object.entries(ACTS).map(
    ([name, { group, weight }]) => [name, weight * shares[group]] as const,
  );
  /** Updates arrive; a way between two is cut or mended; what waits for its turn runs; a page is reloaded. */
  const events = [
    ["receive", random.chance(0.5) ? 32 : 64],
    ["cut", 5],
    ["settle", 1.5],
    // Only a page that stays open takes its text along when somebody moves the block.
    ["reload", shares.move > 0 ? 0 : 1.5],
  ] as const;
  const steps = Array.from({ length: people * stepsPerPerson }, (): Step => {
    const who = random.int(people);
    const what = draw(random, random.chance(0.6) ? acts : events);
    return { who, what, seed: random.int(2 ** 31) };
  });
  return { seed, people, steps };
}

function draw(random: Random, weights: readonly (readonly [name: string, weight: number])[]): string {
  let left = random.next() * weights.reduce((sum, [, weight]) => sum + weight, 0);
  return weights.find(([, weight]) => {
    left -= weight;
    return left < 0;
  })?.[0] as string;
}

/** A plan as text, a step a line: `2 enter 4711`. */
export function formatSteps(steps: readonly Step[]): string {
  return steps.map(({ who, what, seed }) => `${who} ${what} ${seed}`).join("\n");
}

export function parseSteps(text: string): Step[] {
  return text
    .trim()
    .split("\n")
    .map((line) => {
      const [who, what, seed] = line.trim().split(" ");
      return { who: Number(who), what: what ?? "", seed: Number(seed) };
    });
}
