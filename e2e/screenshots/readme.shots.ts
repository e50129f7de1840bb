import { join } from "node:path";
import { expect, test } from "@motet/playwright";
import type { Page } from "@playwright/test";

const FOLDER = join(import.meta.dirname, "..", "..", "docs", "images");
const WIDE = { width: 1280, height: 800 };
const NARROW = { width: 390, height: 780 };

/** Still and ready: fonts are there, the caret does not blink. */
async function shoot(page: Page, name: string): Promise<void> {
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: join(FOLDER, `${name}.png`), animations: "disabled", caret: "hide" });
}

test.use({ hasOwnServer: true });

for (const { name, viewport, colorScheme } of [
  { name: "document-light", viewport: WIDE, colorScheme: "light" },
  { name: "phone-dark", viewport: NARROW, colorScheme: "dark" },
] as const) {
  test(name, async ({ openPeople }) => {
    const [ada, ben] = await openPeople(2, { documentId: "welcome", context: { viewport, colorScheme } });
    await ben.placeCaretAfter("everybody who opens it");
    for (let key = 0; key < 4; key++) await ben.press("Shift+ArrowRight");
    await expect.poll(() => ada.carets()).toHaveLength(1);
    await expect(ada.page.locator('[data-motet-part="selection"]').first()).toBeVisible();
    await shoot(ada.page, name);
  });
}

test("documents-light", async ({ browser, motet }) => {
  for (const title of [
    "Rehearsal schedule",
    "Minutes of the choir's meeting",
    "Programme for the autumn concert",
  ]) {
    const made = await fetch(`${motet.url}/api/documents`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ title }),
    });
    expect(made.status).toBe(201);
  }
  const page = await browser.newPage({ viewport: WIDE, colorScheme: "light" });
  await page.goto(motet.url);
  await expect(page.getByRole("link", { name: "Rehearsal schedule" })).toBeVisible();
  await shoot(page, "documents-light");
  await page.close();
});

test("split-dark", async ({ browser, motet }) => {
  const page = await browser.newPage({ viewport: WIDE, colorScheme: "dark" });
  await page.goto(`${motet.url}/split/welcome`);
  for (const side of ["left", "right"]) {
    const frame = page.frameLocator(`iframe[name="${side}"]`);
    await expect(frame.getByRole("status", { name: "Sync status" })).toHaveText("Saved");
  }
  const left = page.frameLocator('iframe[name="left"]').getByRole("textbox", { name: "Document body" });
  await left.click();
  await expect(page.frameLocator('iframe[name="right"]').locator('[data-motet-part="caret"]')).toBeVisible();
  await shoot(page, "split-dark");
  await page.close();
});
