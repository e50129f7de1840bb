import { expect, expectConverged, test } from "@motet/playwright";

test("a block is put in from the menu at a typed /, while somebody else writes in its paragraph", async ({
  openPeople,
}) => {
  const [ada, ben] = await openPeople(2);
  const menu = ada.page.getByRole("listbox", { name: "Insert" });
  await ada.type("we write /");
  await expect(menu.getByRole("option", { name: "Table" })).toBeVisible();
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
