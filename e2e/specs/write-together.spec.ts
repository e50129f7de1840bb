import { expect, expectConverged, test } from "@motet/playwright";

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
