import {
  CARET_FROM,
  CARET_PLACES,
  CHARACTER_PARAGRAPHS,
  KEY_CHARACTERS,
  KEYS,
  PEER_EDITS,
  type PeerEdit,
  TARGET,
  TWIN_EDITS,
  type TwinEdit,
  UNDO_ROW,
  WORD_PARAGRAPHS,
  WORDS,
} from "./merge-rows.js";
import { Random } from "./random.js";
import type { Contestant, Voice } from "./voice.js";
import { Faults, nextTurn, Wire } from "./wire.js";

/**
 * How long an update is under way, each way, in keys. A peer sees a key five keys after it was typed, and the typist sees
 * what the peer does five keys after it was done: up to ten of the keys are typed without knowing of the peer's edit, or
 * are not known to the peer who makes it. At 100 ms a key that is a round trip of a second: a poor mobile network.
 */
const DELAY_KEYS = 5;

interface Outcome {
  /** Characters or words that have to be there once; without those that the peer saw and deleted. */
  readonly typed: number;
  readonly lost: number;
  readonly doubled: number;
  /** Characters that do not stand behind the ones that their author put them behind. */
  readonly misplaced: number;
  /** 1 where the two do not show the same, or a fresh reader shows another text. */
  readonly diverged: number;
  /** 1 where an editor or binding threw. */
  readonly threw: number;
}

export interface Loss extends Outcome {
  readonly row: string;
  readonly contestant: string;
  readonly rounds: number;
}

type Documents = Readonly<Record<"characters" | "words", Uint8Array>>;

/** Two people in a document that has been opened by both, and what is to be said of them in the end. */
class Meeting {
  readonly faults = new Faults();
  readonly one: Voice;
  readonly other: Voice;
  readonly wire = new Wire(DELAY_KEYS, this.faults);
  readonly #contestant: Contestant;
  readonly #reader: number;

  constructor(contestant: Contestant, state: Uint8Array, paragraphs: readonly string[], random: Random) {
    const [one, other, reader] = distinctIds(random);
    this.#contestant = contestant;
    this.#reader = reader;
    this.one = contestant.open(state, one);
    this.other = contestant.open(state, other);
    for (const voice of [this.one, this.other]) {
      if (voice.texts().join("\n") !== paragraphs.join("\n")) {
        throw new Error(`${contestant.name} does not begin with the document that the others have`);
      }
    }
    this.wire.join(this.one, this.other);
  }

  async end(
    count: (seen: string) => Pick<Outcome, "typed" | "lost" | "doubled" | "misplaced">,
  ): Promise<Outcome> {
    await this.wire.drain();
    const fresh = this.#contestant.open(this.other.state(), this.#reader);
    await nextTurn();
    const voices = [this.one, this.other, fresh];
    const [seen = "", ...others] = voices.map((voice) => voice.texts().join("\n"));
    const threw = this.faults.count > 0 || voices.some(({ errors }) => errors.length > 0) ? 1 : 0;
    for (const voice of voices) voice.close();
    return { ...count(seen), diverged: others.every((text) => text === seen) ? 0 : 1, threw };
  }
}

/** Yjs settles ties by client id, so both orders have to come up, and the same ones for every contestant. */
function distinctIds(random: Random): [number, number, number] {
  const base = random.below(2 ** 30);
  return random.below(2) === 0 ? [base, base + 1, base + 2] : [base + 1, base, base + 2];
}

const timesIn = (seen: string, token: string) => seen.split(token).length - 1;

function countKeys(seen: string, keys: readonly string[], anchor: string) {
  let [lost, doubled, misplaced] = [0, 0, 0];
  let behind = anchor;
  for (const key of keys) {
    const times = timesIn(seen, key);
    if (times === 0) lost += 1;
    else if (times > 1) doubled += 1;
    else if (!seen.includes(behind + key)) misplaced += 1;
    if (times > 0 && seen.includes(behind + key)) behind = key;
  }
  return { typed: keys.length, lost, doubled, misplaced };
}

async function typeWhile(edit: PeerEdit, contestant: Contestant, documents: Documents, random: Random) {
  const meeting = new Meeting(contestant, documents.characters, CHARACTER_PARAGRAPHS, random);
  const { one: typist, other: peer, wire, faults } = meeting;
  const at = random.below(KEYS);
  const caret = CARET_FROM + random.below(CARET_PLACES);
  let removed: readonly string[] = [];
  typist.placeCaret(TARGET, caret);
  for (const [key, character] of KEY_CHARACTERS.entries()) {
    if (key === at) {
      const before = peer.texts().join();
      faults.guard(() => edit(peer, random));
      const after = peer.texts().join();
      removed = KEY_CHARACTERS.filter((known) => before.includes(known) && !after.includes(known));
    }
    faults.guard(() => typist.type(character));
    wire.tick();
    await nextTurn();
  }
  return meeting.end((seen) => {
    const [above = "", own = ""] = CHARACTER_PARAGRAPHS.slice(TARGET - 1);
    const before = own.charAt(caret - 1);
    const isGone = !seen.includes(before);
    // What was typed into a paragraph that is gone belongs at the end of the one above it.
    const anchor = isGone ? above.charAt(above.length - 1) : before;
    return countKeys(
      seen,
      KEY_CHARACTERS.filter((key) => !removed.includes(key)),
      anchor,
    );
  });
}

async function editAtOnce(edit: TwinEdit, contestant: Contestant, documents: Documents, random: Random) {
  const meeting = new Meeting(contestant, documents.words, WORD_PARAGRAPHS, random);
  const word = 1 + random.below(WORDS.length - 1);
  meeting.faults.guard(() => edit(meeting.one, meeting.other, word));
  return meeting.end((seen) => {
    const times = WORDS.map((each) => timesIn(seen, each));
    return {
      typed: WORDS.length,
      lost: times.filter((count) => count === 0).length,
      doubled: times.filter((count) => count > 1).length,
      misplaced: 0,
    };
  });
}

async function undoUnder(contestant: Contestant, documents: Documents, random: Random) {
  const meeting = new Meeting(contestant, documents.characters, CHARACTER_PARAGRAPHS, random);
  const { one, other, wire, faults } = meeting;
  one.placeCaret(TARGET, CHARACTER_PARAGRAPHS[TARGET]?.length ?? 0);
  faults.guard(() => one.enter());
  faults.guard(() => one.type("mine"));
  await wire.drain();
  other.placeCaret(TARGET + 1, random.below(5));
  for (const key of KEY_CHARACTERS) {
    faults.guard(() => other.type(key));
    await nextTurn();
  }
  await wire.drain();
  faults.guard(() => one.undo());
  return meeting.end((seen) => {
    const [first = "", ...rest] = KEY_CHARACTERS;
    // Where the first one ends up is nobody's fault: what stood around it is what is undone.
    const { lost, doubled, misplaced } = countKeys(seen, rest, first);
    const times = timesIn(seen, first);
    return {
      typed: KEYS,
      lost: lost + (times === 0 ? 1 : 0),
      doubled: doubled + (times > 1 ? 1 : 0),
      misplaced,
    };
  });
}

type Round = (contestant: Contestant, documents: Documents, random: Random) => Promise<Outcome>;

const ROWS: Readonly<Record<string, Round>> = {
  ...Object.fromEntries(
    Object.entries(PEER_EDITS).map(([row, edit]): [string, Round] => [
      row,
      (...meeting) => typeWhile(edit, ...meeting),
    ]),
  ),
  ...Object.fromEntries(
    Object.entries(TWIN_EDITS).map(([row, edit]): [string, Round] => [
      row,
      (...meeting) => editAtOnce(edit, ...meeting),
    ]),
  ),
  [UNDO_ROW]: undoUnder,
};

const NOTHING: Outcome = { typed: 0, lost: 0, doubled: 0, misplaced: 0, diverged: 0, threw: 0 };

/** `rounds` rounds of each row, all contestants in turn on the same seeds. */
export async function measureMerges(
  contestants: readonly Contestant[],
  { rounds, seed }: { readonly rounds: number; readonly seed: number },
): Promise<Loss[]> {
  const entrants = contestants.map((contestant) => ({
    contestant,
    documents: {
      characters: contestant.write(CHARACTER_PARAGRAPHS),
      words: contestant.write(WORD_PARAGRAPHS),
    },
  }));
  const losses: Loss[] = [];
  for (const [row, play] of Object.entries(ROWS)) {
    const sums = entrants.map(() => ({ ...NOTHING }) as Record<keyof Outcome, number>);
    for (let round = 0; round < rounds; round++) {
      for (const [which, { contestant, documents }] of entrants.entries()) {
        const outcome = await play(contestant, documents, new Random(seed + round));
        const sum = sums[which] as Record<keyof Outcome, number>;
        for (const key of Object.keys(NOTHING) as (keyof Outcome)[]) sum[key] += outcome[key];
      }
    }
    for (const [which, { contestant }] of entrants.entries()) {
      losses.push({ row, contestant: contestant.name, rounds, ...(sums[which] as Outcome) });
    }
  }
  return losses;
}
