import { expect, expectConverged, test } from "@motet/playwright";
import { partOf, voice } from "../support/voices.js";

const KEYS = 40;

test("two people write in the same paragraph, and each sees what the other types", async ({ openPeople }) => {
  const [ada, ben] = await openPeople(2);
  await ada.type("The score has a beginning and an end.");
  await ben.waitForText("an end.");

  await ada.placeCaretAfter("The score");
  await ben.placeCaretAfter("an end.");
  await Promise.all([ada.type(", in Ada's words,"), ben.type(" Ben goes on behind it.")]);

  expect(await expectConverged([ada, ben])).toBe(
    "The score, in Ada's words, has a beginning and an end. Ben goes on behind it.",
  );
});

test("two people write in different paragraphs", async ({ openPeople }) => {
  const [ada, ben] = await openPeople(2);
  await ada.type("First voice: \nSecond voice: ");
  await ben.waitForText("Second voice: ");

  await ada.placeCaretAfter("First voice: ");
  await ben.placeCaretAfter("Second voice: ");
  await Promise.all([ada.type("above\nand more above"), ben.type("below\nand more below")]);

  expect(await expectConverged([ada, ben])).toBe(
    "First voice: above\nand more above\nSecond voice: below\nand more below",
  );
});

test("five people at once in the same paragraph: every key is there once, in its order", async ({
  openPeople,
}) => {
  const people = await openPeople(5);
  await Promise.all(people.map((person, i) => person.type(voice(i, KEYS))));

  const text = await expectConverged(people);
  for (const [i, { name }] of people.entries()) expect(partOf(i, text), name).toBe(voice(i, KEYS));
  expect(text).toHaveLength(people.length * KEYS);
});

test("five people at once in paragraphs of their own: each keeps what is theirs, whole", async ({
  openPeople,
}) => {
  const people = await openPeople(5);
  const [first] = people;
  const headings = people.map(({ name }) => `${name.toUpperCase()}: `);
  await first.paste(headings.join("\n"));
  await Promise.all(people.map((person, i) => person.waitForText(headings[i] ?? "")));
  await Promise.all(people.map((person, i) => person.placeCaretAfter(headings[i] ?? "")));

  await Promise.all(people.map((person, i) => person.type(voice(i, KEYS))));

  expect(await expectConverged(people)).toBe(
    headings.map((heading, i) => heading + voice(i, KEYS)).join("\n"),
  );
});

test("a reload in the middle of typing loses nothing that another person has seen", async ({
  openPeople,
}) => {
  const [ada, ben] = await openPeople(2);
  const typed = voice(0, KEYS);
  await Promise.all([ada.type(typed), ben.type(voice(1, KEYS))]);
  const seen = partOf(0, await ben.text());
  await Promise.all([ada.reload(), ben.type(voice(1, KEYS))]);
  await ada.type("!");

  const text = await expectConverged([ada, ben]);
  expect(partOf(1, text)).toBe(voice(1, KEYS) + voice(1, KEYS));
  expect(typed.startsWith(partOf(0, text)), "in its order, without a gap").toBe(true);
  expect(partOf(0, text).length).toBeGreaterThanOrEqual(seen.length);
  expect(text).toContain("!");
});

test("two tabs that open a new document at the same moment get one first paragraph", async ({
  openPeople,
}) => {
  const [ada, ben] = await openPeople(2);
  for (const person of [ada, ben]) expect(await person.blocks()).toHaveLength(1);
  await Promise.all([ada.type(voice(0, 10)), ben.type(voice(1, 10))]);

  const text = await expectConverged([ada, ben]);
  expect(text).not.toContain("\n");
  expect(partOf(0, text)).toBe(voice(0, 10));
  expect(partOf(1, text)).toBe(voice(1, 10));
});
