import { expect, expectConverged, test } from "@motet/playwright";

test("one turns a callout into another kind by keys while the other writes in it", async ({ openPeople }) => {
  const [ada, ben] = await openPeople(2);
  const shown = (page: typeof ada.page) => page.getByRole("note");
  await ada.type("> [!tip] save");
  await expect(shown(ben.page)).toHaveAccessibleName("Tip");
  await ben.placeCaretBefore("save");
  await ben.type("Always ");
  await ada.waitForText("Always save");
  await Promise.all([ada.press("Control+Alt+KeyK"), ben.type("first ")]);
  for (const { page } of [ada, ben]) await expect(shown(page)).toHaveAccessibleName("Warning");
  await ada.type(" /dan");
  await ada.press("Enter");
  for (const { page } of [ada, ben]) await expect(shown(page)).toHaveAccessibleName("Danger");
  await ada.press("Enter");
  await ada.type("again");
  await expect(shown(ben.page)).toHaveCount(2);
  await ada.press("Enter");
  await ada.press("Enter");
  await ada.type("After");
  const text = await expectConverged([ada, ben]);
  expect(text).toBe("Always first save \nagain\nAfter");
  expect((await ben.blocks()).map(({ type }) => type)).toEqual(["other", "other", "paragraph"]);
});
