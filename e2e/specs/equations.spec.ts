import { expect, readServerDocument, test } from "@motet/playwright";

test("two write the source of one equation together, and change another in the line, each seeing it set", async ({
  openPeople,
  motet,
}) => {
  const [ada, ben] = await openPeople(2);
  const set = (page: typeof ada.page) => page.locator('[data-motet-part="equation"] math');
  await ada.type("$$ a=b");
  await expect(set(ben.page)).toHaveText(/a=b/);
  await ben.page.locator('[data-motet-part="equation"] .motet-formula').click();
  await Promise.all([ben.page.keyboard.type("+c"), ada.press("Home")]);
  await ada.type("x_1,");
  for (const { page } of [ada, ben]) {
    await expect(set(page).locator("annotation")).toHaveText("x_1,a=b+c");
    await expect(set(page).locator("msub")).toHaveCount(1);
  }

  await ada.press("Enter");
  await ada.type("so $y^2$ it is");
  const inline = (page: typeof ada.page) => page.locator('[data-motet-part="inline-equation"]');
  await inline(ben.page).click();
  const source = ben.page.getByRole("textbox", { name: "Formula in TeX" });
  await expect(source).toHaveValue("y^2");
  await source.fill("\\frac{1");
  await expect(ben.page.locator(".motet-equation-preview")).toHaveAttribute("data-trouble", /end of input/);
  await source.fill("\\frac{1}{2}");
  await source.press("Enter");
  await expect(inline(ada.page).locator("mfrac")).toHaveCount(1);
  await expect(source).toHaveCount(0);
  await expect(ben.body).toBeFocused();
  await ben.page.keyboard.type("!");
  await ada.waitForText("! it is");

  await ada.press("Control+Alt+KeyE");
  await ada.page.getByRole("textbox", { name: "Formula in TeX" }).fill("z");
  await ada.page.getByRole("button", { name: "Done" }).click();
  await expect(inline(ben.page)).toHaveCount(2);
  await ada.press("Control+KeyZ");
  await expect(inline(ben.page)).toHaveCount(1);
  await ada.waitForSaved();
  await ben.waitForSaved();
  const kept = await readServerDocument(motet.url, ada.documentId);
  expect(kept?.blocks.map(({ text }) => text)).toEqual(["x_1,a=b+c", "so \ufffc! it is"]);
});

test("the arrow keys go into an equation and out of it", async ({ openPeople }) => {
  const [ada] = await openPeople(1);
  await ada.type("Above");
  await ada.press("Enter");
  await ada.type("$$ x^2");
  await ada.press("Enter");
  await ada.type("Below");
  const equation = ada.page.locator('[data-motet-part="equation"]');
  await expect(equation).not.toHaveAttribute("data-selected");
  await ada.press("ArrowUp");
  await expect(equation).toHaveAttribute("data-selected");
  await ada.press("ArrowUp");
  await expect(equation).not.toHaveAttribute("data-selected");
  await ada.press("ArrowDown");
  await expect(equation).toHaveAttribute("data-selected");
});
