import { expect, expectConverged, test } from "@motet/playwright";

test("one closes a section for oneself while the other writes in it", async ({ openPeople }) => {
  const [ada, ben] = await openPeople(2);
  await ada.type("/collaps");
  await ada.press("Enter");
  await ada.type("Summary");
  await ada.press("Enter");
  await ada.type("inside");
  await ada.press("Enter", "Enter");
  await ada.type("outside");
  await ben.waitForText("Summary\ninside\noutside");
  const toggle = (page: typeof ada.page) => page.getByRole("button", { name: "What belongs to the section" });
  const inside = ada.body.getByText("inside", { exact: false }).first();
  await ben.placeCaretAfter("inside");
  await Promise.all([toggle(ada.page).click(), ben.type(" and more")]);
  await expect(toggle(ada.page)).toHaveAttribute("aria-expanded", "false");
  await expect(toggle(ben.page)).toHaveAttribute("aria-expanded", "true");
  await expect(inside).not.toBeVisible();

  // Where Ben writes is marked at the summary.
  const summary = await ada.body.getByText("Summary").boundingBox();
  const caret = ada.page.locator('[data-motet-part="caret"][data-user-name="Ben"]');
  await expect
    .poll(async () => Math.abs(((await caret.boundingBox())?.y ?? -99) - (summary?.y ?? 0)))
    .toBeLessThan(12);

  // It stays closed after a reload, and the keyboard opens it.
  await ada.waitForSaved();
  await ada.reload();
  await expect(toggle(ada.page)).toHaveAttribute("aria-expanded", "false");
  await toggle(ada.page).focus();
  await ada.page.keyboard.press("Enter");
  await expect(inside).toBeVisible();
  await ada.page.keyboard.press("Space");
  await expect(inside).not.toBeVisible();

  // A caret on its way down passes what is hidden, and a search opens.
  await ada.placeCaretAfter("Summary");
  await ada.press("ArrowDown");
  await ada.type("!");
  await ben.waitForText("outside!");
  await expect(toggle(ada.page)).toHaveAttribute("aria-expanded", "false");
  await ada.press("Control+f");
  await expect(ada.page.getByRole("textbox", { name: "Find", exact: true })).toBeFocused();
  await ada.page.keyboard.type("and more");
  await expect(inside).toBeVisible();

  // Who takes the summary away shows what belonged to it.
  await toggle(ada.page).click();
  await ben.placeCaretBefore("Summary");
  await ben.press("Backspace");
  await expect(inside).toBeVisible();
  expect(await expectConverged([ada, ben])).toContain("inside and more");
});
