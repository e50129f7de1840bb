import { expect, type Person, test } from "@motet/playwright";

const LINE = "and so on, word for word, until the line is full. ";

/** By how much each block is higher than its text needs, in CSS pixels. */
const excess = (person: Person) =>
  person.body.evaluate((root) =>
    ([...root.children] as HTMLElement[]).map((block) => {
      const shown = block.getBoundingClientRect().height;
      const { cssText } = block.style;
      block.style.height = "";
      block.style.contain = "";
      const needed = block.getBoundingClientRect().height;
      block.style.cssText = cssText;
      return Math.round(shown - needed);
    }),
  );

const contained = (person: Person) => person.body.locator('> [style*="contain"]');

test("the block at the caret is laid out by itself, and as high as its text needs whatever happens to it", async ({
  openPeople,
}) => {
  const [ada, ben] = await openPeople(2, { context: { viewport: { width: 900, height: 600 } } });
  // After whatever a person or a peer does to a block, in the frame that shows it.
  const isRight = async (text: string) => {
    await expect(contained(ada)).toContainText(text);
    expect(new Set(await excess(ada))).toEqual(new Set([0]));
  };
  await ada.type("one");
  await ada.press("Enter");
  await ada.type("two");
  await isRight("two");
  await ada.type(` ${LINE.repeat(3)}`, { delayMs: 0 });
  expect(new Set(await excess(ada))).toEqual(new Set([0]));
  await isRight("full");
  await ada.press("Shift+Home", "Backspace");
  expect(new Set(await excess(ada))).toEqual(new Set([0]));
  await isRight("two");

  await ben.waitForText("two");
  await ben.placeCaretAtEnd();
  await ben.type(` ben ${LINE.repeat(2)}`, { delayMs: 0 });
  await ada.waitForText("ben and so on");
  await ada.waitForText(LINE.trim());
  await isRight("ben");
  await ada.page.setViewportSize({ width: 500, height: 600 });
  await isRight("ben");
  await ada.press("Control+Alt+2");
  await expect(ada.body.getByRole("heading")).toContainText("two");
  await isRight("two");
  await ada.press("ArrowUp", "ArrowUp", "ArrowUp", "ArrowUp", "ArrowUp", "Home");
  await isRight("one");
  await ada.press("Enter");
  expect(new Set(await excess(ada))).toEqual(new Set([0]));

  // On paper a block may be cut by the end of a page.
  await isRight("one");
  await ada.page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
  await expect(contained(ada)).toHaveCount(0);
  await ada.page.evaluate(() => window.dispatchEvent(new Event("afterprint")));
  await isRight("one");
});

test("who clicks below the text writes at its end", async ({ openPeople }) => {
  const [ada] = await openPeople(1);
  await ada.type("one");
  await ada.page.mouse.click(640, 500);
  await ada.type(" two");
  expect(await ada.text()).toBe("one two");
});
