import { readFile } from "node:fs/promises";
import { expect, test } from "@motet/playwright";
import { openSavePanel } from "../support/save-panel.js";

test("the panel behind the sync status says what is not saved, and gives one's own version away", async ({
  openPeople,
}) => {
  const [ada] = await openPeople(1);
  await ada.title.fill("Notes on the Engine");
  await ada.type("It weaves algebraical patterns.");
  await ada.waitForSaved();
  const panel = await openSavePanel(ada);
  await expect(panel).toContainText("Everything you wrote is on the server’s disk.");
  await expect(panel).toContainText("Nothing");
  await expect(panel.getByRole("button", { name: "Try now" })).toHaveCount(0);
  await ada.press("Escape");
  await expect(panel).toHaveCount(0);

  await ada.goOffline();
  await ada.placeCaretAtEnd();
  await ada.type(" Alone.");
  await openSavePanel(ada);
  await expect(panel).toContainText(/changes since/);
  await expect(panel).toContainText("Kept");
  const [download] = await Promise.all([
    ada.page.waitForEvent("download"),
    panel.getByRole("button", { name: "Download a copy of my version" }).click(),
  ]);
  expect(download.suggestedFilename()).toBe("Notes on the Engine.md");
  const copy = await readFile(await download.path(), "utf8");
  expect(copy).toContain("It weaves algebraical patterns. Alone.");

  await panel.getByRole("button", { name: "Try now" }).click();
  await expect(ada.statusLine).toHaveText(/^Offline/);
  await ada.goOnline();
  await ada.waitForSaved();
});

test("it is reached and left with the keyboard", async ({ openPeople }) => {
  const [ada] = await openPeople(1);
  const button = ada.page.getByRole("button", { name: "Details about saving" });
  await button.focus();
  await ada.press("Enter");
  const panel = ada.page.getByRole("dialog", { name: "Details about saving" });
  await expect(panel.getByRole("button", { name: "Download a copy of my version" })).toBeFocused();
  await ada.press("Escape");
  await expect(panel).toHaveCount(0);
  await expect(button).toBeFocused();
});
