import { expect, expectConverged, type OpenPeople, type Person, test } from "@motet/playwright";
import { partOf, voice } from "../support/voices.js";

/** Keys that Ada types without a pause, while Ben does something to the paragraph that she types in. */
const KEYS = 80;
const TYPED = voice(0, KEYS);
const ABOVE = "THE FIRST ONE.";
const BESIDE = "SECOND: ";

interface Round {
  readonly ada: Person;
  readonly ben: Person;
}

/** Ada types at the end of the second paragraph; when Ben has seen a quarter of it he acts, and she types on. */
async function whileAdaTypes(openPeople: OpenPeople, act: (round: Round) => Promise<void>): Promise<Round> {
  const [ada, ben] = await openPeople(2);
  await ada.type(`${ABOVE}\n${BESIDE}`);
  await ben.waitForText(BESIDE);
  const typing = ada.type(TYPED);
  await expect.poll(async () => partOf(0, await ben.text()).length).toBeGreaterThanOrEqual(KEYS / 4);
  await act({ ada, ben });
  await expect
    .poll(async () => partOf(0, await ada.text()).length, "Ben acted while Ada typed")
    .toBeLessThan(KEYS);
  await typing;
  return { ada, ben };
}

/** The caret is behind the last key. */
async function expectCaretBehindTyping(ada: Person): Promise<void> {
  const { block, offset } = await ada.find(TYPED);
  expect(await ada.caret()).toEqual({ block, offset: offset + KEYS });
}

test("a peer merges the paragraph that I type in into the one above", async ({ openPeople }) => {
  const { ada, ben } = await whileAdaTypes(openPeople, async ({ ben }) => {
    await ben.placeCaretBefore(BESIDE);
    await ben.press("Backspace");
    await ben.waitForText(ABOVE + BESIDE);
  });
  expect(await expectConverged([ada, ben])).toBe(ABOVE + BESIDE + TYPED);
  await expectCaretBehindTyping(ada);
});

test("a peer makes a heading, then a list item, of the paragraph that I type in", async ({ openPeople }) => {
  const { ada, ben } = await whileAdaTypes(openPeople, async ({ ben }) => {
    await ben.placeCaretAfter(BESIDE);
    await ben.press("ControlOrMeta+Alt+2");
    await expect.poll(async () => (await ben.blocks())[1]?.type).toBe("heading2");
    await ben.press("ControlOrMeta+Shift+8");
    await expect.poll(async () => (await ben.blocks())[1]?.type).toBe("bullet");
  });
  expect(await expectConverged([ada, ben])).toBe(`${ABOVE}\n${BESIDE}${TYPED}`);
  expect((await ada.blocks()).map(({ type }) => type)).toEqual(["paragraph", "bullet"]);
  await expectCaretBehindTyping(ada);
});

test("a peer splits the paragraph that I type in, before my text", async ({ openPeople }) => {
  const { ada, ben } = await whileAdaTypes(openPeople, async ({ ben }) => {
    await ben.placeCaretAfter("SECOND");
    await ben.press("Enter");
    await expect.poll(async () => (await ben.blocks()).length).toBe(3);
  });
  expect(await expectConverged([ada, ben])).toBe(`${ABOVE}\nSECOND\n: ${TYPED}`);
  await expectCaretBehindTyping(ada);
});

test("a peer splits the paragraph in the middle of my text", async ({ openPeople }) => {
  const { ada, ben } = await whileAdaTypes(openPeople, async ({ ben }) => {
    await ben.placeCaretAfter(`${BESIDE}${TYPED.slice(0, 10)}`);
    await ben.press("Enter");
    await expect.poll(async () => (await ben.blocks()).length).toBe(3);
  });
  expect(await expectConverged([ada, ben])).toBe(
    `${ABOVE}\n${BESIDE}${TYPED.slice(0, 10)}\n${TYPED.slice(10)}`,
  );
  expect(await ada.caret()).toEqual({ block: 2, offset: KEYS - 10 });
});

test("a peer moves the paragraph that I type in above the other one", async ({ openPeople }) => {
  const { ada, ben } = await whileAdaTypes(openPeople, async ({ ben }) => {
    await ben.placeCaretAfter(BESIDE);
    await ben.press("Alt+Shift+ArrowUp");
    await expect.poll(async () => (await ben.blocks())[1]?.text).toBe(ABOVE);
  });
  expect(await expectConverged([ada, ben])).toBe(`${BESIDE}${TYPED}\n${ABOVE}`);
  await expectCaretBehindTyping(ada);
});

test("a peer formats the words that I type behind", async ({ openPeople }) => {
  const { ada, ben } = await whileAdaTypes(openPeople, async ({ ben }) => {
    await ben.selectText("SECOND");
    await ben.press("ControlOrMeta+b");
    await expect.poll(() => ben.formatsOf("SECOND")).toEqual(["bold"]);
  });
  expect(await expectConverged([ada, ben])).toBe(`${ABOVE}\n${BESIDE}${TYPED}`);
  expect(await ada.formatsOf("SECOND")).toEqual(["bold"]);
  expect(await ada.formatsOf(TYPED)).toEqual([]);
  await expectCaretBehindTyping(ada);
});

test("a peer deletes the paragraph that I type in: what I type from then on is kept", async ({
  openPeople,
}) => {
  const { ada, ben } = await whileAdaTypes(openPeople, async ({ ben }) => {
    const [above, second] = await ben.blocks();
    await ben.select(
      { block: 0, offset: above?.text.length ?? 0 },
      { block: 1, offset: second?.text.length ?? 0 },
    );
    await ben.press("Delete");
    await expect.poll(async () => (await ben.blocks()).length).toBe(1);
  });
  const text = await expectConverged([ada, ben]);
  expect(text.startsWith(ABOVE)).toBe(true);
  const kept = text.slice(ABOVE.length);
  expect(kept.length).toBeGreaterThan(0);
  expect(TYPED.endsWith(kept), `the end of what was typed, without a gap: ${kept}`).toBe(true);
  expect(await ada.caret()).toEqual({ block: 0, offset: text.length });
});

const PAIR = "ALPHA BETA GAMMA\nDELTA EPSILON ZETA";
const WORDS = PAIR.split(/\s/);

/** Both act at the same moment, each without having seen what the other does. */
async function atOnce(
  openPeople: OpenPeople,
  first: (ada: Person) => Promise<void>,
  second: (ben: Person) => Promise<void>,
): Promise<{ text: string; types: string[] }> {
  const [ada, ben] = await openPeople(2);
  await ada.type(PAIR, { delayMs: 5 });
  await ben.waitForText("ZETA");
  await Promise.all([ada.goOffline(), ben.goOffline()]);
  await Promise.all([first(ada), second(ben)]);
  await Promise.all([ada.goOnline(), ben.goOnline()]);
  const text = await expectConverged([ada, ben]);
  return { text, types: (await ada.blocks()).map(({ type }) => type) };
}

const splitAt = (word: string) => async (person: Person) => {
  await person.placeCaretBefore(word);
  await person.press("Enter");
};

const mergeUp = async (person: Person) => {
  await person.placeCaretBefore("DELTA");
  await person.press("Backspace");
};

const retype = (chord: string) => async (person: Person) => {
  await person.placeCaretAfter("DELTA");
  await person.press(chord);
};

const expectEveryWordOnce = (text: string) =>
  expect(text.match(/[A-Z]+?(?=DELTA|\s|$)|DELTA/g)).toEqual(WORDS);

test("two people press Enter at the same place: no word is doubled", async ({ openPeople }) => {
  const { text } = await atOnce(openPeople, splitAt("BETA"), splitAt("BETA"));
  expectEveryWordOnce(text);
});

test("two people merge the same two paragraphs: no word is doubled", async ({ openPeople }) => {
  const { text } = await atOnce(openPeople, mergeUp, mergeUp);
  expect(text).toBe(PAIR.replace("\n", ""));
});

test("two people give a paragraph different types: it has one of them, and its text once", async ({
  openPeople,
}) => {
  const { text, types } = await atOnce(
    openPeople,
    retype("ControlOrMeta+Alt+1"),
    retype("ControlOrMeta+Shift+."),
  );
  expect(text).toBe(PAIR);
  expect(["heading1", "quote"]).toContain(types[1]);
});

test("two people move the same paragraph: it is there once", async ({ openPeople }) => {
  const { text } = await atOnce(
    openPeople,
    async (ada) => {
      await ada.placeCaretAfter("DELTA");
      await ada.type("!");
      await ada.press("Alt+Shift+ArrowUp");
    },
    async (ben) => {
      await ben.placeCaretAfter("ZETA");
      await ben.type("?");
      await ben.press("Alt+Shift+ArrowUp");
    },
  );
  expect(text).toBe("DELTA! EPSILON ZETA?\nALPHA BETA GAMMA");
});

test("one splits what the other merges: no word is doubled", async ({ openPeople }) => {
  const { text } = await atOnce(openPeople, splitAt("EPSILON"), mergeUp);
  expectEveryWordOnce(text);
  expect(text).toContain("GAMMADELTA");
});
