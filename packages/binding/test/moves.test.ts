import type { LexicalNode } from "lexical";
import { expect, it } from "vitest";
import { $blocks, Person, settle, sync } from "./support/person.js";
import { Random } from "./support/random.js";

const SEEDS = 60;
const STEPS = 40;

/** Texts of two letters: whatever is compared by its characters alone is mistaken for something else sooner or later. */
async function play(
  seed: number,
  bothMove: boolean,
): Promise<{ typed: Record<string, number>; people: Person[] }> {
  const random = new Random(seed);
  const ids = random.chance(0.5) ? [100, 900] : [900, 100];
  const people = ["Ada", "Bea"].map((name, index) => new Person(name, ids[index] as number));
  const typed: Record<string, number> = {};
  for (let block = 0; block < 3; block++) people[0]?.enter();
  sync(...people);
  for (let step = 0; step < STEPS; step++) {
    const isAda = random.chance(0.5);
    const person = people[isAda ? 0 : 1] as Person;
    const block = random.int(person.blocks.length);
    const roll = random.next();
    if ((isAda || bothMove) && roll < 0.3) {
      const to = random.int(person.blocks.length);
      person.update(() => {
        const [moved, target] = [$blocks()[block], $blocks()[to]];
        if (moved && target && moved !== target) target.insertBefore(moved);
      });
    } else {
      person.select(block, random.int((person.blocks[block] ?? "").length + 1));
      if (roll > 0.85) {
        person.enter();
      } else {
        const letter = random.chance(0.5) ? "a" : "b";
        person.type(letter);
        typed[letter] = (typed[letter] ?? 0) + 1;
      }
    }
    if (random.chance(0.15)) sync(...people);
    if (random.chance(0.3)) await settle();
  }
  for (let round = 0; round < 3; round++) {
    sync(...people);
    await settle();
  }
  return { typed, people };
}

it.each([false, true])(
  `Everybody types the same letters while blocks are moved (by both: %s): each is there once`,
  async (bothMove) => {
    for (let seed = 1; seed <= SEEDS; seed++) {
      const { typed, people } = await play(seed, bothMove);
      const [ada, bea] = people as [Person, Person];
      const counted: Record<string, number> = {};
      for (const letter of ada.blocks.join("")) counted[letter] = (counted[letter] ?? 0) + 1;
      expect(bea.shown, `seed ${seed}`).toEqual(ada.shown);
      expect(counted, `seed ${seed}`).toEqual(typed);
      for (const person of people) {
        expect(person.errors, `seed ${seed}`).toEqual([]);
        person.close();
      }
    }
  },
);

it.each([false, true])(
  "Two people move a text, of which one has split it: it is there once, with the carets in it (client ids swapped: %s)",
  async (isSwapped) => {
    const ids = isSwapped ? [900, 100] : [100, 900];
    const [ada, bea] = ["Ada", "Bea"].map((name, index) => new Person(name, ids[index] as number)) as [
      Person,
      Person,
    ];
    ada.type("ALPHA BETA");
    for (const text of ["GAMMA", "DELTA"]) {
      ada.enter();
      ada.type(text);
    }
    sync(ada, bea);
    ada.update(() => $blocks()[2]?.insertAfter($blocks()[0] as LexicalNode));
    ada.select(2, 8);
    bea.select(0, 5);
    bea.enter();
    bea.update(() => $blocks()[3]?.insertAfter($blocks()[1] as LexicalNode));
    bea.select(3, 3);
    for (let round = 0; round < 3; round++) {
      sync(ada, bea);
      await settle();
    }
    const text = ada.blocks.join("|");
    expect(bea.blocks.join("|")).toBe(text);
    for (const part of ["ALPHA", " BETA", "GAMMA", "DELTA"]) expect(text.split(part)).toHaveLength(2);
    for (const person of [ada, bea]) {
      const [block, offset] = person.caret;
      expect(person.blocks[block]?.slice(0, offset).slice(-3), `${person.name}: ${text}`).toBe(" BE");
      person.close();
    }
  },
);
