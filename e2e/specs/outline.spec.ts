import { expect, type Person, test } from "@motet/playwright";

const outline = (person: Person) => person.page.getByRole("navigation", { name: "Outline" });
const entries = (person: Person) => outline(person).locator("ol").getByRole("button");

test("the outline follows what others do to the headings, leads to them, and counts words", async ({
  openPeople,
}) => {
  const [ada, ben] = await openPeople(2, { context: { viewport: { width: 1440, height: 600 } } });
  await ada.type("# One");
  await ada.press("Enter");
  await ada.paste(Array.from({ length: 30 }, (_, n) => `line ${n}`).join("\n"), { asPlainText: true });
  await ada.press("Enter");
  await ada.type("## Two");
  await ada.press("ControlOrMeta+Alt+o");
  await expect(entries(ada)).toHaveText(["One", "Two"]);
  // What is read at the top of the window belongs to it.
  await expect(entries(ada).first()).toHaveAttribute("aria-current", "location");
  await expect(outline(ada)).toContainText("Words: 62 · Characters: 206");

  await ben.waitForText("Two");
  await ben.placeCaretAtEnd();
  await ben.type(" and more");
  await expect(entries(ada)).toHaveText(["One", "Two and more"]);
  await ben.press("Enter");
  await ben.type("### Three");
  await ben.press("Alt+Shift+ArrowUp");
  await expect(entries(ada)).toHaveText(["One", "Three", "Two and more"]);
  await expect(outline(ada)).toContainText("Words: 65");
  await ben.press("ControlOrMeta+Shift+Backspace");
  await expect(entries(ada)).toHaveText(["One", "Two and more"]);

  await entries(ada).first().focus();
  await ada.page.keyboard.press("Enter");
  await expect(ada.body.getByRole("heading", { name: "One" })).toBeInViewport();
  await expect(entries(ada).first()).toHaveAttribute("aria-current", "location");
  await expect(ada.body).toBeFocused();
  // What one writes, as long as one sees it, is where one is; then what one reads.
  await ada.page.keyboard.press("ControlOrMeta+End");
  await expect(entries(ada).last()).toHaveAttribute("aria-current", "location");
  await ada.page.mouse.move(720, 300);
  await ada.page.mouse.wheel(0, -5_000);
  await expect(entries(ada).last()).not.toHaveAttribute("aria-current", "location");
  await entries(ada).first().press("Enter");
  await ada.page.keyboard.press("Shift+End");
  await expect(outline(ada)).toContainText("Selected words: 1 · Characters: 3");
  await outline(ada).getByRole("button", { name: "Close outline" }).press("Escape");
  await expect(outline(ada)).toBeHidden();
  await expect(ada.body).toBeFocused();

  // Closed, it gives the focus back to where it was opened.
  const button = ada.toolbar.getByRole("button", { name: "Outline" });
  await ada.page.setViewportSize({ width: 2000, height: 600 });
  await button.focus();
  await button.press("Enter");
  await expect(outline(ada)).toBeFocused();
  await ada.page.keyboard.press("Escape");
  await expect(button).toBeFocused();
});
