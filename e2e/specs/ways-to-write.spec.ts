import { expect, expectConverged, test } from "@motet/playwright";

test("a block is put in from the menu at a typed /, while somebody else writes in its paragraph", async ({
  openPeople,
}) => {
  const [ada, ben] = await openPeople(2);
  const menu = ada.page.getByRole("listbox", { name: "Insert" });
  await ada.type("we write /");
  await expect(menu.getByRole("option", { name: "Table", exact: true })).toBeVisible();
  await ada.type("quo");
  await expect(menu.getByRole("option")).toHaveCount(1);
  await ben.waitForText("/quo");
  await ben.placeCaretBefore("we write");
  await ben.type("Together ");
  await ada.waitForText("Together");
  await expect(ada.body).toHaveAttribute("aria-activedescendant", /quote/);
  await ada.press("Enter");
  await expect(menu).toHaveCount(0);
  await ada.type("a quote");
  expect(await expectConverged([ada, ben])).toBe("Together we write a quote");
  expect((await ben.blocks()).map(({ type }) => type)).toEqual(["quote"]);
});

test("what is typed after a / stays where the menu is closed, or has nothing to offer", async ({
  openPeople,
}) => {
  const [ada] = await openPeople(1);
  const menu = ada.page.getByRole("listbox", { name: "Insert" });
  await ada.type("and /or");
  await expect(menu).toBeVisible();
  await ada.press("Escape");
  await expect(menu).toHaveCount(0);
  await ada.type("dered, /etc");
  await expect(menu).toHaveCount(0);
  await ada.press("Enter");
  await ada.type("/");
  await menu.getByRole("option", { name: "Heading 4" }).click();
  await ada.type("Below");
  expect(await ada.text()).toBe("and /ordered, /etc\nBelow");
  expect((await ada.blocks()).map(({ type }) => type)).toEqual(["paragraph", "heading4"]);
});

test("selected words have a toolbar of their own, reached and left by keys, which keeps them when the other writes", async ({
  openPeople,
}) => {
  const [ada, ben] = await openPeople(2);
  const toolbar = ada.page.getByRole("toolbar", { name: "Selected text" });
  await ada.type("Some words to mark");
  await ben.waitForText("mark");
  await ada.selectText("words");
  await expect(toolbar).toBeVisible();
  await ben.placeCaretBefore("Some");
  await ben.type("These are ");
  await ada.waitForText("These are");
  await ada.press("Alt+F10");
  await ada.press("End");
  await ada.press("ArrowLeft");
  await expect(toolbar.getByRole("button", { name: "Highlight" })).toBeFocused();
  await ada.press("Enter");
  await ada.press("Escape");
  await expect(toolbar).toHaveCount(0);
  await expect(ada.body).toBeFocused();
  expect(await expectConverged([ada, ben])).toBe("These are Some words to mark");
  await expect(ben.body.locator("mark")).toHaveText("words");
});

test("all shortcuts are listed on Ctrl+/; what a phone's toolbar has no room for is behind More, above the keyboard", async ({
  openPeople,
}) => {
  const [ada] = await openPeople(1, {
    context: { viewport: { width: 360, height: 720 }, hasTouch: true, isMobile: true },
  });
  await ada.type("Word");
  await ada.press("ControlOrMeta+/");
  const help = ada.page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await expect(help.getByText("Heading 6")).toBeVisible();
  await ada.press("Escape");
  await expect(ada.body).toBeFocused();

  const { y } = (await ada.toolbar.boundingBox()) ?? { y: 0 };
  expect(y).toBeGreaterThan(600);
  await ada.selectText("Word");
  await ada.toolbar.getByRole("button", { name: "More" }).click();
  await ada.page.getByRole("menuitemcheckbox", { name: "Italic" }).click();
  await expect.poll(() => ada.formatsOf("Word")).toEqual(["italic"]);
});

test("a divider is put in, selected by a click and by an arrow key, and deleted while the other writes", async ({
  openPeople,
}) => {
  const [ada, ben] = await openPeople(2);
  await ada.type("Above");
  await ada.press("Enter");
  await ada.type("--- Below");
  await ben.waitForText("Below");
  const lines = [ada, ben].map(({ page }) => page.locator('[data-motet-part="divider"]'));
  for (const line of lines) await expect(line).toHaveCount(1);
  const [line] = lines as [(typeof lines)[number]];
  await line.click();
  await expect(line).toHaveAttribute("data-selected", "true");
  await ben.placeCaretBefore("Below");
  await ben.type("Far ");
  await ada.waitForText("Far");
  await expect(line).toHaveAttribute("data-selected", "true");
  await ada.press("ArrowDown");
  await expect(line).not.toHaveAttribute("data-selected", "true");
  await ada.press("ArrowUp");
  await expect(line).toHaveAttribute("data-selected", "true");
  await ada.press("Delete");
  for (const each of lines) await expect(each).toHaveCount(0);
  await ada.press("ControlOrMeta+z");
  for (const each of lines) await expect(each).toHaveCount(1);
  expect(await ben.text()).toContain("Far Below");
});

test("the toolbar at selected words is whole on a narrow screen", async ({ openPeople }) => {
  const [ada] = await openPeople(1);
  await ada.page.setViewportSize({ width: 360, height: 740 });
  await ada.type("narrow");
  await ada.body.getByText("narrow").dblclick();
  const toolbar = ada.page.getByRole("toolbar", { name: "Selected text" });
  await expect(toolbar).toBeVisible();
  for (const button of await toolbar.getByRole("button").all())
    await expect(button).toBeInViewport({ ratio: 1 });
});

test("words are found, also those that somebody else writes meanwhile, and replaced as one step", async ({
  openPeople,
}) => {
  const [ada, ben] = await openPeople(2);
  await ada.type("one cat, two Cats");
  await ben.waitForText("two Cats");
  await ada.press("Control+f");
  const panel = ada.page.getByRole("search", { name: "Find and replace" });
  await panel.getByRole("textbox", { name: "Find", exact: true }).fill("cat");
  await expect(panel).toContainText("of 2");
  await ben.placeCaretBefore("one cat");
  await ben.type("a cat, ");
  await expect(panel).toContainText("of 3");
  expect(await ada.page.evaluate(() => CSS.highlights.get("motet-found")?.size)).toBe(2);
  await panel.getByRole("textbox", { name: "Replace with" }).fill("dog");
  await panel.getByRole("button", { name: "Replace all" }).click();
  await expect(panel).toContainText("No results");
  await ben.waitForText("a dog, one dog, two dogs");
  await ada.press("Escape");
  await expect(panel).toHaveCount(0);
  await ada.press("Control+z");
  await ben.waitForText("a cat, one cat, two Cats");
  expect(await expectConverged([ada, ben])).toBe("a cat, one cat, two Cats");
  await ada.press("Control+f");
  await panel.getByRole("textbox", { name: "Find", exact: true }).fill("two");
  await expect(panel).toContainText("1 of 1");
  await ada.page.keyboard.press("Escape");
  await ada.page.keyboard.type("2");
  await ben.waitForText("one cat, 2 Cats");
  await expect(ada.body).toBeFocused();
});
