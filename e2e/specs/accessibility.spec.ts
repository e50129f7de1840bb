import { expect, test } from "@motet/playwright";

const BUTTONS = [
  "Undo",
  "Redo",
  "Bold",
  "Italic",
  "Underline",
  "Strikethrough",
  "Code",
  "Link",
  "Bulleted list",
  "Numbered list",
  "Check list",
  "Quote",
  "Code block",
];

test("everything on a document's page has the role and name by which tests and assistive technology find it", async ({
  openPeople,
}) => {
  const [ada, ben] = await openPeople(2);
  await expect(ada.body).toHaveAttribute("aria-multiline", "true");
  await expect(ada.title).toBeEditable();
  await expect(ada.statusLine).toHaveText("Saved");
  await expect(ada.toolbar).toBeVisible();
  for (const name of BUTTONS) {
    await expect(ada.toolbar.getByRole("button", { name, exact: true }), name).toBeVisible();
  }
  await expect(ada.toolbar.getByRole("combobox", { name: "Block type" })).toBeVisible();
  await expect(
    ada.page.getByRole("list", { name: "People here" }).getByRole("listitem", { name: "Ben" }),
  ).toBeVisible();
  await expect(ada.page.getByRole("main")).toHaveCount(1);
  await expect(ada.page.locator("html")).toHaveAttribute("lang", /.+/);

  await ben.placeCaretAtEnd();
  const caret = ada.page.locator('[data-motet-part="caret"][data-user-name="Ben"]');
  await expect(caret).toBeVisible();
  await expect(ada.page.getByRole("textbox", { name: "Document body" }).getByText("Ben")).toHaveCount(0);
});

test("a document is made, named, written, formatted and left without a mouse", async ({ motet, page }) => {
  const pressUntilFocused = async (key: string, name: RegExp) => {
    await expect(async () => {
      await page.keyboard.press(key);
      const focused = await page.evaluate(() => {
        const { activeElement: element } = document;
        return element?.getAttribute("aria-label") ?? element?.textContent?.trim() ?? "";
      });
      expect(focused).toMatch(name);
    }).toPass();
  };
  await page.goto(motet.url);
  await expect(page.getByRole("list", { name: "Documents" })).toBeVisible();
  await pressUntilFocused("Tab", /^New document$/);
  await page.keyboard.press("Enter");
  const body = page.getByRole("textbox", { name: "Document body" });
  await expect(body).toBeFocused();
  await page.keyboard.type("Words by keys", { delay: 25 });
  await page.keyboard.press("ControlOrMeta+a");

  await pressUntilFocused("Shift+Tab", /^Document title$/);
  await page.keyboard.type("Keyboard only", { delay: 25 });
  await pressUntilFocused("Shift+Tab", /./);
  const toolbar = page.getByRole("toolbar", { name: "Formatting" });
  await expect(toolbar.locator(":focus")).toHaveCount(1);
  await pressUntilFocused("ArrowRight", /^Bold$/);
  await page.keyboard.press("Enter");
  await expect(body.locator("strong")).toHaveText("Words by keys");
  await expect(page.getByRole("status", { name: "Sync status" })).toHaveText("Saved");

  await pressUntilFocused("Shift+Tab", /^Motet, all documents$/);
  await page.keyboard.press("Enter");
  // The list follows what is written with a delay, and the page looks again after a while.
  const link = page.getByRole("list", { name: "Documents" }).getByRole("link", { name: "Keyboard only" });
  await expect(link).toBeVisible({ timeout: 45_000 });
});

test("the documents page: a document is renamed and deleted by keys alone, and the focus is never lost", async ({
  motet,
  page,
}) => {
  const title = `By keys ${Date.now()}`;
  await page.request.post(`${motet.url}/api/documents`, { data: { title } });
  await page.goto(motet.url);
  const link = page.getByRole("link", { name: title });
  await link.focus();
  await page.keyboard.press("F2");
  await page.keyboard.type(`${title} renamed`);
  await page.keyboard.press("Enter");
  const renamed = page.getByRole("link", { name: `${title} renamed` });
  await expect(renamed).toBeFocused();
  await page.keyboard.press("Delete");
  await expect(page.getByRole("alertdialog")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(renamed).toBeFocused();
  await page.keyboard.press("Delete");
  await page.getByRole("button", { name: "Move to trash" }).focus();
  await page.keyboard.press("Enter");
  await expect(renamed).toHaveCount(0);
  await expect(page.locator(":focus")).toHaveCount(1);
});
