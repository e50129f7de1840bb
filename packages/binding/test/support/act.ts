import type { Person } from "./person.js";
import type { Random } from "./random.js";

/** Which sessions have it. */
export type Group = "text" | "table" | "move" | "composition";

/** Somebody at work. */
export interface Desk {
  readonly person: Person;
  readonly random: Random;
  /** A character that nobody has typed before. */
  token(): string;
}

export interface Act {
  readonly group: Group;
  /** How often it is done, beside the others of its group. */
  readonly weight: number;
  /** Which text it may take away; anything beyond that is lost. */
  readonly takes: "nothing" | "own" | "any";
  /** It may change how text looks that was there. */
  readonly restyles?: true;
  /** Returns what was typed, set or chosen, for those who read what happened. */
  // biome-ignore lint/suspicious/noConfusingVoidType: most have nothing to say
  perform(desk: Desk): string | void;
}
