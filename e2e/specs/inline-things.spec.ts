import { expect, expectConverged, test } from "@motet/playwright";

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
  await ada.press("End");
  await ada.type(" x");
  expect(await expectConverged([ada, ben])).toBe("We meet at 10:30 👍! and 🎉 :smile: x");
});
