import { expect, test } from "@motet/playwright";
import type { Page } from "@playwright/test";

test.use({ hasOwnServer: true });

const links = (page: Page) => page.getByRole("list", { name: "Documents" }).getByRole("link");

/** Chooses an entry of a document's menu. */
async function choose(page: Page, title: string, entry: string): Promise<void> {
  await page.getByRole("button", { name: `More for “${title}”` }).click();
  await page.getByRole("menuitem", { name: entry }).click();
}

async function deleteDocument(page: Page, title: string): Promise<void> {
  await choose(page, title, "Delete");
  await page.getByRole("alertdialog").getByRole("button", { name: "Move to trash" }).click();
}

test("a document is created, named, found again at the top of the list and renamed there", async ({
  motet,
  page,
}) => {
  await page.goto(motet.url);
  await expect(links(page)).toHaveText(["Welcome to Motet"]);
  await page.getByRole("button", { name: "New document" }).click();
  await expect(page).toHaveURL(/\/d\/.+/);
  const title = page.getByRole("textbox", { name: "Document title" });
  await expect(title).toBeEditable();
  await title.click();
  await page.keyboard.type("Minutes", { delay: 25 });
  await expect(title).toHaveValue("Minutes");
  await page.keyboard.press("Enter");
  await page.keyboard.type("Present: all.", { delay: 25 });
  await expect(page.getByRole("status", { name: "Sync status" })).toHaveText("Saved");

  await page.getByRole("link", { name: "Motet, all documents" }).click();
  await expect(links(page)).toHaveText(["Minutes", "Welcome to Motet"]);
  await choose(page, "Minutes", "Rename");
  await page.getByRole("textbox", { name: "Title" }).fill("Minutes of Monday");
  await page.keyboard.press("Enter");
  await expect(links(page)).toHaveText(["Minutes of Monday", "Welcome to Motet"]);
  await page.reload();
  await expect(links(page)).toHaveText(["Minutes of Monday", "Welcome to Motet"]);

  await links(page).first().click();
  await expect(page.getByRole("textbox", { name: "Document title" })).toHaveValue("Minutes of Monday");
  await expect(page.getByRole("textbox", { name: "Document body" })).toHaveText("Present: all.");
});

test("a document is deleted after a question, brought back by Undo, and restored from the trash", async ({
  motet,
  page,
}) => {
  await page.request.post(`${motet.url}/api/documents`, {
    data: { title: "Old plan", markdown: "Once it was good." },
  });
  await page.goto(motet.url);
  await choose(page, "Old plan", "Delete");
  await page.getByRole("button", { name: "Cancel" }).click();
  await expect(links(page).filter({ hasText: "Old plan" })).toHaveCount(1);

  await deleteDocument(page, "Old plan");
  await expect(links(page).filter({ hasText: "Old plan" })).toHaveCount(0);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(links(page).filter({ hasText: "Old plan" })).toHaveCount(1);

  await deleteDocument(page, "Old plan");
  await expect(links(page).filter({ hasText: "Old plan" })).toHaveCount(0);
  await page.getByRole("link", { name: "Trash" }).click();
  await page.getByRole("button", { name: "Restore “Old plan”" }).click();
  await expect(page.getByText("The trash is empty")).toBeVisible();
  await page.getByRole("link", { name: "All documents" }).first().click();
  await links(page).filter({ hasText: "Old plan" }).click();
  await expect(page.getByRole("textbox", { name: "Document body" })).toHaveText("Once it was good.");
});

test("a document that is deleted while somebody writes in it says so, keeps the text in sight, and can be restored", async ({
  motet,
  openPeople,
  page,
}) => {
  const [ada] = await openPeople(1);
  await ada.title.click();
  await ada.page.keyboard.type("Short life\nStill here", { delay: 25 });
  await ada.waitForSaved();
  await page.goto(motet.url);
  await deleteDocument(page, "Short life");

  await expect(ada.page.getByRole("alert")).toContainText("moved to the trash");
  await expect(ada.statusLine).toHaveText("No access");
  expect(await ada.text()).toBe("Still here");
  await ada.page.getByRole("button", { name: "Restore it" }).click();
  await ada.waitUntilEditable();
  await ada.type(", and going on");
  await ada.waitForSaved();
  expect(await ada.text()).toBe("Still here, and going on");
});

test("documents are found by a part of their title; nothing found says so", async ({ motet, page }) => {
  for (const title of ["Harvest report", "Harbour plan", "Übung für Chöre"]) {
    await page.request.post(`${motet.url}/api/documents`, { data: { title } });
  }
  await page.goto(motet.url);
  const search = page.getByRole("searchbox", { name: "Search documents" });
  await search.fill("har");
  await expect(links(page)).toHaveText(["Harbour plan", "Harvest report"]);
  await search.fill("chör");
  await expect(links(page)).toHaveText(["Übung für Chöre"]);
  await search.fill("nothing like it");
  await expect(page.getByText("Nothing found")).toBeVisible();
  await page.getByRole("button", { name: "Show all" }).click();
  await expect(links(page)).toHaveCount(4);
});

test("without any document the page invites to write the first one", async ({ motet, page }) => {
  await page.goto(motet.url);
  await deleteDocument(page, "Welcome to Motet");
  await page.getByRole("button", { name: "Write the first document" }).click();
  await expect(page.getByRole("textbox", { name: "Document body" })).toHaveAttribute(
    "contenteditable",
    "true",
  );
  await page.keyboard.type("The first words", { delay: 25 });
  await expect(page.getByRole("textbox", { name: "Document body" })).toHaveText("The first words");
});

test("a list that the server cannot give says so and recovers by a button", async ({ motet, page }) => {
  await page.goto(motet.url);
  await expect(links(page)).toHaveCount(1);
  await motet.kill();
  await page.getByRole("searchbox", { name: "Search documents" }).fill("wel");
  await expect(page.getByRole("button", { name: "Try again" })).toBeVisible();
  await motet.start();
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(links(page)).toHaveText(["Welcome to Motet"]);
});
