import { expect, expectConverged, type Person, test } from "@motet/playwright";

/** Which side each block's text begins on, by its words. */
const directionOf = ({ page }: Person, words: string) =>
  page
    .getByRole("textbox", { name: "Document body" })
    .getByText(words)
    .evaluate((element) => getComputedStyle(element).direction);

/** From a caret of somebody else to a place in the text, in pixels. */
async function caretFrom(reader: Person, writer: Person, block: number, offset: number): Promise<number> {
  const caret = (await reader.carets()).find(({ name }) => name === writer.name);
  const { x } = await reader.boxAt({ block, offset });
  return caret === undefined ? Number.NaN : Math.abs(caret.box.x - x);
}

test("one writes Hebrew and the other English, in one document and in one paragraph", async ({
  openPeople,
}) => {
  const [ada, noa] = await openPeople(2);
  await ada.type("English first\n");
  await noa.waitForText("English first");
  await noa.page.getByRole("textbox", { name: "Document title" }).fill("שלום");
  await noa.placeCaret({ block: 1, offset: 0 });
  await noa.type("# כותרת בעברית\n- פריט ראשון\nsecond item\n[ ] לבדוק\n\n> ציטוט\n```\nconst שם = 1;");
  await ada.waitForText("const שם = 1;");
  for (const person of [ada, noa]) {
    const rtl = ["כותרת בעברית", "פריט ראשון", "לבדוק", "ציטוט"];
    for (const words of rtl) expect(await directionOf(person, words), words).toBe("rtl");
    for (const words of ["English first", "second item", "const"])
      expect(await directionOf(person, words), words).toBe("ltr");
    const title = person.page.getByRole("textbox", { name: "Document title" });
    expect(await title.evaluate((field) => getComputedStyle(field).direction)).toBe("rtl");
  }

  // In one paragraph: its first word decides, for both.
  await noa.placeCaretAfter("כותרת בעברית");
  await ada.placeCaretAfter("כותרת");
  await Promise.all([noa.type(" נכתבת כאן"), ada.type(" headline")]);
  const text = await expectConverged([ada, noa]);
  expect(text).toContain("כותרת headline בעברית נכתבת כאן");
  expect(await directionOf(ada, "כותרת")).toBe("rtl");
  const length = "כותרת headline בעברית נכתבת כאן".length;
  await expect.poll(() => caretFrom(ada, noa, 1, length)).toBeLessThanOrEqual(2);
  await expect.poll(() => caretFrom(noa, ada, 1, "כותרת headline".length)).toBeLessThanOrEqual(2);

  // The name stands over what has been written: to the left of a caret at the right edge.
  await noa.press("Home");
  const label = ada.page.locator('[data-motet-part="caret"]').locator("span");
  await expect
    .poll(async () => {
      const [caret] = await ada.carets();
      const box = await label.boundingBox();
      return caret !== undefined && box !== null && box.x + box.width <= caret.box.x + 3;
    })
    .toBe(true);
  // Arrows go where they point.
  const start = await noa.caret();
  await noa.press("ArrowLeft");
  expect(await noa.caret()).toEqual({ block: start?.block, offset: 1 });

  // The box is on the right, and is reached there by mouse and by key.
  const box = noa.page.getByRole("checkbox");
  const { width = 0 } = (await box.boundingBox()) ?? {};
  await box.click({ position: { x: width - 8, y: 12 } });
  await expect(ada.page.getByRole("checkbox")).toBeChecked();
  await noa.placeCaretBefore("לבדוק");
  await noa.press("ArrowRight", "Space");
  await expect(ada.page.getByRole("checkbox")).not.toBeChecked();
  await noa.press("Escape");
  await noa.placeCaretBefore("לבדוק");
  await noa.press("ArrowLeft");
  await noa.type("x");
  expect(await expectConverged([ada, noa])).toContain("לxבדוק");
});

test("the interface is turned to Hebrew by keys, while one writes, and stays so", async ({ openPeople }) => {
  const [ada, ben] = await openPeople(2);
  await ada.type("Words");
  const { page } = ada;
  await page.getByRole("banner").getByRole("button", { name: "More" }).focus();
  await ada.press("Enter");
  await page.getByRole("menuitemradio", { name: "עברית" }).focus();
  await ada.press("Enter");
  await expect(page.locator("html")).toHaveAttribute("dir", "rtl");
  await expect(page.locator("html")).toHaveAttribute("lang", "he");
  const body = page.getByRole("textbox", { name: "גוף המסמך" });
  await expect(body).toContainText("Words");

  // In a toolbar that begins on the right, the arrow to the left goes on.
  const bold = page.getByRole("button", { name: "מודגש", exact: true });
  const italic = page.getByRole("button", { name: "נטוי", exact: true });
  await bold.focus();
  await page.keyboard.press("ArrowLeft");
  await expect(italic).toBeFocused();
  const [right, left] = [await bold.boundingBox(), await italic.boundingBox()];
  expect(right?.x).toBeGreaterThan(left?.x ?? Number.POSITIVE_INFINITY);

  // The other one, in English, goes on in the same text.
  await ben.placeCaretAtEnd();
  await ben.type(" by Ben");
  await expect(body).toContainText("Words by Ben");
  await expect(ben.page.locator("html")).toHaveAttribute("dir", "ltr");

  await page.getByRole("link", { name: "כל המסמכים" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "מסמכים" })).toBeVisible();
  await page.reload();
  await expect(page.getByRole("heading", { level: 1, name: "מסמכים" })).toBeVisible();
  await page.locator(`a[href="/d/${ada.documentId}"]`).click();
  await expect(body).toHaveAttribute("contenteditable", "true");
});
