import type { Person } from "@motet/playwright";
import type { Locator } from "@playwright/test";

/** Opens the panel behind somebody's sync status. */
export async function openSavePanel({ page }: Person): Promise<Locator> {
  await page.getByRole("button", { name: "Details about saving" }).click();
  return page.getByRole("dialog", { name: "Details about saving" });
}
