import { ageing, type Script } from "./ageing.js";
import type { Entry } from "./entrants.js";
import { Board, type Figure } from "./figure.js";
import { measureKeys } from "./key-times.js";
import { measureLoad, measureSize } from "./load-times.js";
import { Random } from "./random.js";
import { assertSameWork } from "./same-work.js";
import { proseOf, written } from "./speed.js";
import type { TimedContestant } from "./voice.js";

const EDITS = 200_000;
const EDITS_A_SESSION = 5_000;
/** Beyond what a contestant may have written its document with. */
const FIRST_CLIENT_ID = 1_000_000;
const YOUNG_PARAGRAPHS = 300;
const CHARACTERS = 1_000_000;
const CHARACTERS_A_PARAGRAPH = 125;
const LOADS = 5;
const KEYS = 100;

/** A document that people have worked on for long, and one that is long. */
export function measureAged(
  contestants: readonly TimedContestant[],
  control: TimedContestant,
  seed: number,
): readonly Figure[] {
  return [
    ...measured(`after ${EDITS.toLocaleString("en")} edits`, contestants.map(aged(seed)), control),
    ...measured(
      `${CHARACTERS.toLocaleString("en")} characters`,
      contestants.map((contestant) => written(contestant, longProse())),
      control,
    ),
  ];
}

function measured(what: string, entries: readonly Entry[], control: TimedContestant): Figure[] {
  const board = new Board();
  const shown = new Map(
    entries.map(({ contestant, state }) => [contestant.name, textsOf(contestant, state)]),
  );
  assertSameWork(what, shown);
  const texts = shown.values().next().value ?? [];
  const controlEntry = written(control, texts);
  measureSize(board, entries);
  measureLoad(board, [controlEntry, ...entries], LOADS);
  measureKeys(board, entries, controlEntry, { keys: KEYS, block: Math.floor(texts.length / 2) });
  return board.figures.map((figure) => ({ ...figure, row: `${what}: ${figure.row}` }));
}

function textsOf(contestant: TimedContestant, state: Uint8Array): string[] {
  const voice = contestant.open(state);
  const texts = voice.texts();
  voice.close();
  return texts;
}

function longProse(): string[] {
  const paragraphs = CHARACTERS / CHARACTERS_A_PARAGRAPH;
  return proseOf(paragraphs).map((text) =>
    `${text} `.repeat(9).slice(0, CHARACTERS_A_PARAGRAPH).padEnd(CHARACTERS_A_PARAGRAPH, "."),
  );
}

/** Each contestant's editor makes every edit itself, in sessions of their own client ids, from what the one before left. */
const aged =
  (seed: number) =>
  (contestant: TimedContestant): Entry => {
    const prose = proseOf(YOUNG_PARAGRAPHS);
    const random = new Random(seed);
    const script: Script = ageing(
      prose.map(({ length }) => length),
      random,
    );
    let state = contestant.write(prose);
    for (let edits = 0; edits < EDITS; edits += EDITS_A_SESSION) {
      const voice = contestant.open(state, FIRST_CLIENT_ID + edits);
      script.play(voice, EDITS_A_SESSION);
      const [fault] = voice.errors;
      if (fault !== undefined) throw new Error(`${contestant.name} failed while ageing`, { cause: fault });
      state = voice.state();
      voice.close();
    }
    return { contestant, state };
  };
