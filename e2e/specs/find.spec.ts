import { expect, expectConverged, test } from "@motet/playwright";

test("one replaces by a regular expression while the other types; one that never ends holds nobody up", async ({
  openPeople,
}) => {
  const [ada, ben] = await openPeople(2);
  await ada.type("2026-11 and 2025-12");
  await ada.press("Enter");
  await ada.type(`${"a".repeat(40)}!`);
  await ben.waitForText("!");
  await ada.press("Control+f");
  const panel = ada.page.getByRole("search", { name: "Find and replace" });
  const field = panel.getByRole("textbox", { name: "Find", exact: true });
  await panel.getByRole("button", { name: "Regular expression" }).press("Enter");
  await expect(panel.getByRole("button", { name: "Regular expression" })).toHaveAttribute(
    "aria-pressed",
    "true",
  );

  await field.fill("(a+)+$");
  await expect(panel).toContainText("takes too long here");
  await expect(field).toHaveAttribute("aria-invalid", "true");
  await field.fill("(\\d{4}");
  await expect(panel).toContainText("no regular expression yet");
  await expect(field).toHaveAccessibleDescription(/no regular expression yet/);

  await field.fill("(\\d{4})-(\\d\\d)");
  await expect(panel).toContainText("of 2");
  await ben.placeCaretBefore("2026");
  await ben.type("1999-01, ");
  await expect(panel).toContainText("of 3");
  await ben.placeCaretAtEnd();
  await panel.getByRole("textbox", { name: "Replace with" }).fill("$2/$1");
  await Promise.all([panel.getByRole("button", { name: "Replace all" }).press("Enter"), ben.type(" Typed")]);
  await expect(panel).toContainText("No results");
  await ben.waitForText("01/1999, 11/2026 and 12/2025");
  await ada.waitForText("Typed");
  await ada.press("Escape");
  await ada.press("Control+z");
  await ben.waitForText("1999-01, 2026-11 and 2025-12");
  expect(await expectConverged([ada, ben])).toContain("Typed");
});
