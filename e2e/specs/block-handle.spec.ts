import { expect, expectConverged, type Person, test } from "@motet/playwright";

const handle = (person: Person) => person.page.getByRole("group", { name: "Block", exact: true });
const blockOf = (person: Person, text: string) =>
  person.body.locator("p, li, h1, h2").filter({ hasText: text });

/** Points at a block, and returns its grip. */
async function grip(person: Person, text: string) {
  await blockOf(person, text).hover();
  // The first time, the handle is loaded; then it follows the pointer.
  await expect(async () => {
    await person.page.mouse.move(0, 0);
    await blockOf(person, text).hover();
    await expect(handle(person)).toBeVisible({ timeout: 500 });
  }).toPass();
  return handle(person).getByRole("button", { name: "Block menu" });
}

async function writeLines(person: Person, ...lines: readonly string[]): Promise<void> {
  for (const [at, line] of lines.entries()) {
    if (at > 0) await person.press("Enter");
    await person.type(line);
  }
}

test("a block is dragged while somebody else writes in it, and Escape lets go of it", async ({
  openPeople,
}) => {
  const [ada, ben] = await openPeople(2);
  await writeLines(ada, "one", "two", "three");
  await ben.waitForText("three");
  await ben.selectText("one");
  await ben.press("ArrowRight");

  const held = await grip(ada, "one");
  const { x, y, width, height } = (await held.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  const target = await blockOf(ada, "three").boundingBox();
  const behind = (target?.y ?? 0) + (target?.height ?? 0) - 2;
  const line = ada.page.locator('[data-motet-part="drop-line"]');
  const drag = async () => {
    await ada.page.mouse.move(x + width / 2, y + height / 2);
    await ada.page.mouse.down();
    await ada.page.mouse.move(x + width / 2, behind, { steps: 5 });
    await expect(line).toBeVisible();
  };
  await drag();
  await ada.page.keyboard.press("Escape");
  await expect(line).toBeHidden();
  await ada.page.mouse.up();
  expect((await ada.blocks()).map(({ text }) => text)).toEqual(["one", "two", "three"]);

  await grip(ada, "one");
  // What others write does not take the handle away.
  await ben.page.keyboard.type("!");
  await expect.poll(() => ada.text()).toContain("one!");
  await ben.page.keyboard.press("Backspace");
  await expect.poll(() => ada.text()).not.toContain("!");
  await expect(handle(ada)).toBeVisible();
  await drag();
  await Promise.all([ben.page.keyboard.type(" and more", { delay: 20 }), ada.page.mouse.up()]);
  await expect.poll(() => ada.text()).toContain("one and more");
  await expectConverged([ada, ben]);
  expect((await ada.blocks()).map(({ text }) => text)).toEqual(["two", "three", "one and more"]);
  await ada.press("ControlOrMeta+z");
  await expect
    .poll(async () => (await ben.blocks()).map(({ text }) => text))
    .toEqual(["one and more", "two", "three"]);
});

test("the menu of a block moves, turns, duplicates and deletes, by pointer and by keyboard", async ({
  openPeople,
}) => {
  const [ada, ben] = await openPeople(2);
  await writeLines(ada, "first", "second");
  const shown = () => ben.blocks().then((blocks) => blocks.map(({ type, text }) => `${type}: ${text}`));

  await (await grip(ada, "first")).click();
  await ada.page.getByRole("menuitem", { name: "Turn into" }).click();
  await ada.page.getByRole("menuitemcheckbox", { name: "Heading 2" }).click();
  await expect.poll(shown).toEqual(["heading2: first", "paragraph: second"]);
  await expect(ada.body).toBeFocused();
  await ada.page.keyboard.type("!");

  await ada.selectText("second");
  await ada.press("ControlOrMeta+Alt+b");
  await expect(ada.page.getByRole("menu")).toBeVisible();
  for (const item of ["Turn into", "Move up"]) {
    await ada.page.keyboard.press("ArrowDown");
    const focused = ada.page.getByRole("menuitem", { name: item });
    if (item === "Move up") await expect(focused).toBeFocused();
  }
  await ada.page.keyboard.press("Enter");
  await expect.poll(shown).toEqual(["paragraph: second", "heading2: first!"]);
  await expect(ada.body).toBeFocused();

  await (await grip(ada, "first!")).click();
  await ada.page.getByRole("menuitem", { name: "Duplicate block" }).click();
  await expect.poll(shown).toEqual(["paragraph: second", "heading2: first!", "heading2: first!"]);
  await (await grip(ada, "second")).click();
  await ada.page.getByRole("menuitem", { name: "Delete block" }).click();
  await expect.poll(shown).toEqual(["heading2: first!", "heading2: first!"]);

  await handle(ada).waitFor({ state: "hidden" });
  await ada.page.mouse.move(0, 0);
  await blockOf(ada, "first!").first().hover();
  await handle(ada).getByRole("button", { name: "Insert below" }).click();
  await ada.page.getByRole("option", { name: "Quote" }).click();
  await ada.page.keyboard.type("between");
  await expect.poll(shown).toEqual(["heading2: first!", "quote: between", "heading2: first!"]);
  await expectConverged([ada, ben]);
});

test("what others delete or turn meanwhile is what the menu and the drag still mean, and nothing else", async ({
  openPeople,
}) => {
  const [ada, ben] = await openPeople(2);
  await writeLines(ada, "one", "two", "three");
  await ben.waitForText("three");
  const texts = (person: Person) => person.blocks().then((blocks) => blocks.map(({ text }) => text));
  const menu = ada.page.getByRole("menu");

  // Held while it becomes a heading, it is dropped as one.
  const held = await (await grip(ada, "one")).boundingBox();
  const target = await blockOf(ada, "three").boundingBox();
  if (held === null || target === null) throw new Error("Neither the grip nor the target is shown.");
  await ada.page.mouse.move(held.x + held.width / 2, held.y + held.height / 2);
  await ada.page.mouse.down();
  await ada.page.mouse.move(held.x + held.width / 2, target.y, { steps: 5 });
  await ben.selectText("one");
  await ben.press("ControlOrMeta+Alt+2");
  await expect(ada.page.getByRole("heading", { name: "one" })).toBeVisible();
  const below = await blockOf(ada, "three").boundingBox();
  await ada.page.mouse.move(held.x + 2, (below?.y ?? 0) + (below?.height ?? 0) - 2, { steps: 5 });
  await ada.page.mouse.up();
  await expect.poll(() => texts(ben)).toEqual(["two", "three", "one"]);

  // Turned while its menu is open, it is still what is duplicated.
  await (await grip(ada, "two")).click();
  await ben.selectText("two");
  await ben.press("ControlOrMeta+Alt+1");
  await expect(ada.page.getByRole("heading", { name: "two" })).toBeVisible();
  await menu.getByRole("menuitem", { name: "Duplicate block" }).click();
  await expect.poll(() => texts(ben)).toEqual(["two", "two", "three", "one"]);

  // Deleted while its menu is open, no other block goes in its place.
  await (await grip(ada, "three")).click();
  await ben.selectText("three");
  await ben.press("ControlOrMeta+Shift+Backspace");
  await expect(blockOf(ada, "three")).toHaveCount(0);
  await menu.getByRole("menuitem", { name: "Delete block" }).click();
  await expect(ada.page.getByRole("status").filter({ hasText: "deleted this block" })).toBeVisible();
  await expect(ada.body).toBeFocused();
  await expectConverged([ada, ben]);
  expect(await texts(ada)).toEqual(["two", "two", "one"]);
});

test("a link leads to its block after that was moved and turned, and says when it is gone", async ({
  openPeople,
}) => {
  const [ada, ben] = await openPeople(2, { context: { permissions: ["clipboard-read", "clipboard-write"] } });
  await ada.paste([...Array.from({ length: 40 }, (_, n) => `Line ${n}`), "Aim"].join("\n"), {
    asPlainText: true,
  });
  await ada.waitForText("Aim");
  await (await grip(ada, "Aim")).click();
  await ada.page.getByRole("menuitem", { name: "Copy link to block" }).click();
  await expect(ada.page.getByRole("status").filter({ hasText: "has been copied" })).toBeVisible();
  const link = await ada.page.evaluate(() => navigator.clipboard.readText());

  await ben.waitForText("Aim");
  await ben.selectText("Aim");
  await ben.press("ControlOrMeta+Alt+2");
  await ben.press("Alt+Shift+ArrowUp");
  await expect.poll(async () => (await ada.blocks()).at(-2)?.text).toBe("Aim");
  await ben.waitForSaved();

  const reader = await ben.context.newPage();
  await reader.goto(link);
  await expect(reader.getByRole("heading", { name: "Aim" })).toBeInViewport();
  await expect(reader.getByText("Line 0", { exact: true })).not.toBeInViewport();
  await reader.evaluate(() => {
    window.scrollTo(0, 0);
    window.location.hash = "block=no-such-block";
  });
  await expect(reader.getByRole("status").filter({ hasText: "not there any more" })).toBeVisible();
  await reader.close();
});
