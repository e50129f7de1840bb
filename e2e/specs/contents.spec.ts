import { expect, expectConverged, type Person, test } from "@motet/playwright";

const contents = (person: Person) => person.page.getByRole("navigation", { name: "Table of contents" });
const links = (person: Person) => contents(person).getByRole("link");

test("a table of contents follows what the other does to headings, leads to them, and is removed by both", async ({
  openPeople,
}) => {
  const [ada, ben] = await openPeople(2, { context: { viewport: { width: 1440, height: 600 } } });
  await ada.type("[TOC] Start");
  await expect(contents(ada)).toContainText("Headings show here");
  await ada.press("Enter");
  await ada.paste(Array.from({ length: 30 }, (_, n) => `line ${n}`).join("\n"), { asPlainText: true });
  await ben.waitForText("line 29");
  await ben.placeCaretAtEnd();
  await ben.press("Enter");
  // One writes a heading while the other makes a heading of what is below the contents.
  await Promise.all([
    ben.type("## Two and more"),
    (async () => {
      await ada.placeCaretBefore("Start");
      await ada.type("# ");
    })(),
  ]);
  for (const each of [ada, ben]) await expect(links(each)).toHaveText(["Start", "Two and more"]);
  await expect(contents(ada).locator("ol ol").getByRole("link")).toHaveText(["Two and more"]);
  await expect(links(ada).last()).toHaveAttribute("href", /^#block=./);

  const blocks = [ada, ben].map(({ page }) => page.locator('[data-motet-part="contents"]'));
  const [block] = blocks as [(typeof blocks)[number]];
  await ada.placeCaretBefore("Start");
  await ada.press("ArrowUp");
  await expect(block).toHaveAttribute("data-selected", "true");
  await ada.press("Enter");
  await expect(links(ada).first()).toBeFocused();
  await ada.page.keyboard.press("ArrowDown");
  await expect(links(ada).last()).toBeFocused();
  await ada.page.keyboard.press("Enter");
  await expect(ada.body.getByRole("heading", { name: "Two" })).toBeInViewport();
  await expect(ada.body).toBeFocused();
  await ada.page.keyboard.type("Part ");
  await expect(links(ben).last()).toHaveText("Part Two and more");

  const select = ({ page }: Person) => page.getByText("Table of contents", { exact: true }).click();
  await select(ada);
  await ada.press("Delete");
  for (const each of blocks) await expect(each).toHaveCount(0);
  await ada.press("ControlOrMeta+z");
  for (const each of [ada, ben]) await expect(links(each)).toHaveText(["Start", "Part Two and more"]);
  for (const each of [ada, ben]) await select(each);
  await Promise.all([ada, ben].map((each) => each.press("Delete")));
  for (const each of blocks) await expect(each).toHaveCount(0);
  expect(await expectConverged([ada, ben])).toContain("Part Two and more");
});
