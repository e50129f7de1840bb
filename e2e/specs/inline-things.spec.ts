import { expect, expectConverged, readServerDocument, test } from "@motet/playwright";

test("emoji are found by their names while two write in one line, and one undo takes one back", async ({
  openPeople,
}) => {
  const [ada, ben] = await openPeople(2);
  const menu = ada.page.getByRole("listbox", { name: "Emoji" });
  await ada.type("at 10:30 :t");
  await expect(menu).toHaveCount(0);
  await ada.type("humb");
  await expect(menu.getByRole("option", { name: "thumbsup" })).toHaveAttribute("aria-selected", "true");
  await expect(ada.body).toHaveAttribute("aria-activedescendant", /thumbsup$/);
  await ben.waitForText(":thumb");
  await ben.placeCaretBefore("at 10");
  await ben.type("We meet ");
  await ada.waitForText("We meet at");
  await ada.press("ArrowDown");
  await expect(ada.body).toHaveAttribute("aria-activedescendant", /thumbsdown$/);
  await ada.press("ArrowUp", "Tab");
  await expect(menu).toHaveCount(0);
  await ben.waitForText("👍");
  await ada.type(" and :tad");
  await menu.getByRole("option", { name: "tada" }).click();
  await ada.type(" :smile");
  await ben.placeCaretAfter("👍");
  await Promise.all([ada.type(":"), ben.type("!")]);
  await ada.waitForText("😄");
  await ada.press("ControlOrMeta+z");
  await ada.waitForText(":smile:");
  await ada.type(" x");
  expect(await expectConverged([ada, ben])).toBe("We meet at 10:30 👍! and 🎉 :smile: x");
});

test("a date is put in, and changed by two, of whom one has its form open meanwhile", async ({
  openPeople,
  motet,
}) => {
  const [ada, ben] = await openPeople(2);
  const date = (page: typeof ada.page) => page.locator('[data-motet-part="date"]');
  const field = (page: typeof ada.page) => page.getByLabel("Date", { exact: true }).locator("input");
  await ada.type("Due /date");
  await ada.press("Enter");
  await expect(date(ben.page)).toHaveText("today");
  await ada.press("ArrowLeft");
  await expect(date(ada.page)).toHaveAttribute("data-selected");
  await ada.press("Enter");
  await expect(field(ada.page)).toBeFocused();
  await date(ben.page).click();
  await field(ben.page).fill("2031-05-04");
  await ben.press("Enter");
  await expect(field(ben.page)).toHaveCount(0);
  await expect(ben.body).toBeFocused();
  await expect(field(ada.page)).toHaveCount(0);
  await expect(date(ada.page)).toHaveText("May 4, 2031");
  await expect(date(ada.page)).toHaveAttribute("datetime", "2031-05-04");
  await ben.page.keyboard.type("!");
  await date(ada.page).click();
  await expect(field(ada.page)).toHaveValue("2031-05-04");
  await ada.press("Escape");
  await ada.press("ControlOrMeta+a", "ControlOrMeta+c");
  await ada.placeCaretAtEnd();
  await ada.press("Enter", "ControlOrMeta+v");
  await expect(date(ben.page)).toHaveCount(2);
  await ada.waitForSaved();
  await ben.waitForSaved();
  const kept = await readServerDocument(motet.url, ada.documentId);
  expect(kept?.blocks.map(({ text }) => text)).toEqual(["Due \ufffc!", "Due \ufffc!"]);
});

test("people, days and documents are mentioned from the list at an @, by two in the same place", async ({
  openPeople,
  motet,
}) => {
  const created = await fetch(`${motet.url}/api/documents`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ title: "Harvest plan" }),
  });
  const { id } = (await created.json()) as { id: string };
  const [ada, ben] = await openPeople(2);
  const menu = ada.page.getByRole("listbox", { name: "Mention" });
  const mentions = (page: typeof ada.page) => page.locator('[data-motet-part="mention"]');

  await ada.type("Ask @");
  await expect(menu.getByRole("option", { name: "Ben" })).toHaveAttribute("aria-selected", "true");
  await expect(menu.getByRole("option", { name: "Ada (you)" })).toBeVisible();
  await expect(menu.getByRole("option", { name: "Harvest plan" })).toBeVisible();
  await ada.type("be");
  await expect(menu.getByRole("option")).toHaveCount(1);
  await ada.press("Enter");
  await expect(mentions(ben.page)).toHaveText("@Ben");
  await expect(mentions(ben.page)).toHaveAttribute("data-self");
  await expect(mentions(ada.page)).not.toHaveAttribute("data-self");

  await ada.type(" on @tomo");
  await menu.getByRole("option", { name: "tomorrow" }).click();
  await ada.type(" about @harv");
  await expect(ada.body).toHaveAttribute("aria-activedescendant", /document-0$/);
  await ada.press("Tab");
  await expect(ben.page.getByRole("link", { name: "Harvest plan" })).toHaveAttribute("href", `/d/${id}`);
  const [opened] = await Promise.all([
    ben.context.waitForEvent("page"),
    ben.page.getByRole("link", { name: "Harvest plan" }).click(),
  ]);
  await expect(opened).toHaveURL(`${motet.url}/d/${id}`);
  await opened.close();

  await ada.press("Enter");
  await ada.type("Both: ");
  await ben.waitForText("Both:");
  await Promise.all([ada.goOffline(), ben.goOffline()]);
  await ben.placeCaretAtEnd();
  for (const person of [ada, ben]) {
    await person.type(`@${person.name}`);
    await expect(person.page.getByRole("option", { name: `${person.name} (you)` })).toBeVisible();
    await person.press("Enter");
  }
  await Promise.all([ada.goOnline(), ben.goOnline()]);
  await expect(mentions(ada.page)).toHaveCount(4);
  await expect(mentions(ben.page)).toHaveCount(4);

  await ada.press("ControlOrMeta+End", "Enter");
  await ada.type("@be");
  await expect(menu).toBeVisible();
  await ben.waitForText("@be");
  await ben.placeCaretAfter("@be");
  await ben.press("ControlOrMeta+Shift+Backspace");
  await expect(menu).toHaveCount(0);
  await expect(ada.body).not.toHaveAttribute("aria-activedescendant");
  await ada.press("ControlOrMeta+End");
  await ada.type("!");
  await ben.waitForText("!");
  await ada.waitForSaved();
  await ben.waitForSaved();
  const kept = await readServerDocument(motet.url, ada.documentId);
  expect(kept?.blocks.map(({ text }) => text)).toEqual([
    "Ask \ufffc on \ufffc about \ufffc",
    "Both: \ufffc\ufffc!",
  ]);
  for (const { page } of [ada, ben]) await expect(mentions(page)).toHaveCount(4);
});
