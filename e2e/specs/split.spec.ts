import { expect, test } from "@motet/playwright";

test("the split page shows a document twice, as two people who see each other", async ({
  motet,
  documentId,
  page,
}) => {
  await page.goto(`${motet.url}/split/${documentId}`);
  const seats = ["left", "right"].map((name) => page.locator(`iframe[name="${name}"]`).contentFrame());
  const [left, right] = seats.map((seat) => seat.getByRole("textbox", { name: "Document body" }));
  if (left === undefined || right === undefined) throw new Error("There are two seats.");
  await expect(left).toHaveAttribute("contenteditable", "true");
  await expect(right).toHaveAttribute("contenteditable", "true");

  await left.click();
  await page.keyboard.type("From the left. ", { delay: 25 });
  await expect(right).toHaveText("From the left. ");
  await right.click();
  await page.keyboard.press("ControlOrMeta+End");
  await page.keyboard.type("From the right.", { delay: 25 });
  await expect(left).toHaveText("From the left. From the right.");

  for (const seat of seats) {
    await expect(seat.getByRole("list", { name: "People here" }).getByRole("listitem")).toHaveCount(2);
    await expect(seat.getByRole("status", { name: "Sync status" })).toHaveText("Saved");
    await expect(seat.locator('[data-motet-part="caret"]')).toHaveCount(1);
  }
  const names = await Promise.all(
    seats.map((seat) => seat.locator('[data-motet-part="caret"]').getAttribute("data-user-name")),
  );
  expect(names[0]).not.toBe(names[1]);
});

test("the welcome document opens side by side from its menu", async ({ motet, page }) => {
  await page.goto(`${motet.url}/d/welcome`);
  await page.getByRole("banner").getByRole("button", { name: "More" }).click();
  await page.getByRole("menuitem", { name: "Open side by side" }).click();
  await expect(page).toHaveURL(/\/split\/welcome$/);
  const seat = page.locator('iframe[name="right"]').contentFrame();
  await expect(seat.getByRole("textbox", { name: "Document title" })).toHaveValue("Welcome to Motet");
  await expect(page).toHaveTitle(/Welcome to Motet/);
});
