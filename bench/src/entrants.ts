import { assertSameWork } from "./same-work.js";
import { Samples } from "./samples.js";
import type { TimedContestant, TimedVoice } from "./voice.js";

/** A contestant at a document: somebody who edits it and somebody who watches. */
export interface Entrant {
  readonly name: string;
  readonly writer: TimedVoice;
  readonly reader: TimedVoice;
  /** What the writer has sent and the reader has not yet received. */
  readonly sent: Uint8Array[];
}

export interface Entry {
  readonly contestant: TimedContestant;
  readonly state: Uint8Array;
}

export function enter(entries: readonly Entry[]): Entrant[] {
  return entries.map(({ contestant, state }) => {
    const writer = contestant.open(state);
    const reader = contestant.open(state);
    const sent: Uint8Array[] = [];
    writer.onUpdate((update) => sent.push(update));
    return { name: contestant.name, writer, reader, sent };
  });
}

/** Checks that all have done the same work without a fault, and lets them go. */
export function leave(what: string, entrants: readonly Entrant[]): void {
  for (const { name, writer, reader } of entrants) {
    const [fault] = [...writer.errors, ...reader.errors];
    if (fault !== undefined) throw new Error(`${what}: ${name} failed`, { cause: fault });
  }
  assertSameWork(what, new Map(entrants.map(({ name, writer }) => [name, writer.texts()])));
  for (const { writer, reader } of entrants) {
    writer.close();
    reader.close();
  }
}

/** All of them, another one first each time: who follows whom costs as much as what is measured. */
export const inTurn = <T>(all: readonly T[], turn: number): T[] => {
  const first = turn % all.length;
  return [...all.slice(first), ...all.slice(0, first)];
};

export const samplesFor = (names: readonly string[]) =>
  new Map(names.map((name) => [name, new Samples()] as const));
