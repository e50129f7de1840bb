import { expect, type Person, test } from "@motet/playwright";

/** The text of the cells of a page's only table, a row a list. */
async function cells(person: Person): Promise<string[][]> {
  const rows = await person.body.locator("tr").all();
  return Promise.all(
    rows.map(async (row) => (await row.locator("td, th").allInnerTexts()).map((text) => text.trim())),
  );
}

const cell = (person: Person, row: number, column: number) =>
  person.body.locator("tr").nth(row).locator("td, th").nth(column);

async function chooseAction(person: Person, name: string): Promise<void> {
  await person.toolbar.getByRole("button", { name: "Table actions" }).click();
  await person.page.getByRole("menuitem", { name }).click();
}

async function insertTable(person: Person): Promise<void> {
  await person.body.click();
  await person.toolbar.getByRole("button", { name: "Table", exact: true }).click();
  await expect(person.body.locator("table")).toBeVisible();
}

async function expectSame(people: readonly Person[]): Promise<string[][]> {
  const [first, ...others] = people as [Person, ...Person[]];
  for (const other of others) await expect.poll(() => cells(other)).toEqual(await cells(first));
  const fresh = await first.openFresh();
  await expect.poll(() => cells(fresh)).toEqual(await cells(first));
  return cells(first);
}

test("two people type first into one cell of a table at the same moment", async ({ openPeople }) => {
  const [ada, ben] = await openPeople(2);
  await insertTable(ada);
  await expect(ben.body.locator("td")).toHaveCount(6);
  await cell(ada, 1, 1).click();
  await cell(ben, 1, 1).click();
  const [fromAda, fromBen] = ["ABCDEFGHIJKLMNOPQRST", "abcdefghijklmnopqrst"];
  await Promise.all([
    ada.page.keyboard.type(fromAda, { delay: 15 }),
    ben.page.keyboard.type(fromBen, { delay: 15 }),
  ]);
  await expect.poll(async () => (await cells(ada))[1]?.[1]?.length).toBe(40);
  const text = (await expectSame([ada, ben]))[1]?.[1] ?? "";
  expect(text.replace(/[a-z]/g, "")).toBe(fromAda);
  expect(text.replace(/[A-Z]/g, "")).toBe(fromBen);
});

test("one adds a row while the other adds a column, and a caret stays in its cell", async ({
  openPeople,
}) => {
  const [ada, ben] = await openPeople(2);
  await insertTable(ada);
  await expect(ben.body.locator("td")).toHaveCount(6);
  await cell(ben, 2, 2).click();
  await ben.page.keyboard.type("Ben");
  await expect.poll(async () => (await cells(ada))[2]?.[2]).toBe("Ben");
  await cell(ada, 0, 0).click();
  await Promise.all([chooseAction(ada, "Insert row above"), chooseAction(ben, "Insert column before")]);
  await expect.poll(async () => (await cells(ada)).map((row) => row.length)).toEqual([4, 4, 4, 4]);
  // Putting a column in has taken Ben's caret there.
  await cell(ben, 3, 3).click();
  await ben.page.keyboard.press("End");
  await chooseAction(ada, "Insert row above");
  await expect.poll(async () => (await cells(ben)).length).toBe(5);
  await ben.page.keyboard.type("!");
  await expect.poll(async () => (await cells(ada))[4]?.[3]).toBe("Ben!");
  await expectSame([ada, ben]);
});

test("a menu stays open and keeps the focus while somebody else changes the table that it acts on", async ({
  openPeople,
}) => {
  const [ada, ben] = await openPeople(2);
  await insertTable(ada);
  await expect(ben.body.locator("td")).toHaveCount(6);
  await cell(ben, 0, 2).click();
  await ada.toolbar.getByRole("button", { name: "Table actions" }).click();
  const menu = ada.page.getByRole("menu");
  await expect(menu).toBeVisible();
  await chooseAction(ben, "Insert column before");
  await expect.poll(async () => (await cells(ada)).map((row) => row.length)).toEqual([4, 4, 4]);
  // The browser tells of its selection's changes a task later.
  await ada.page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 50)));
  await expect(menu).toBeVisible();
  await ada.page.keyboard.press("ArrowDown");
  await expect(ada.page.getByRole("menuitem").first()).toBeFocused();
  await ada.page.keyboard.press("Escape");
  await expect(ada.body).toBeFocused();
  await ada.page.keyboard.type("first");
  await expect.poll(async () => (await cells(ben))[0]?.[0]).toBe("first");
});

test("keys go from cell to cell, undo brings a deleted row back with a peer's words", async ({
  openPeople,
}) => {
  const [ada, ben] = await openPeople(2);
  await insertTable(ada);
  await ada.page.keyboard.type("one");
  await ada.page.keyboard.press("Tab");
  await ada.page.keyboard.type("two");
  await ada.page.keyboard.press("ArrowDown");
  await ada.page.keyboard.type("below");
  await expect
    .poll(() => cells(ben))
    .toEqual([
      ["one", "two", ""],
      ["", "below", ""],
      ["", "", ""],
    ]);
  await cell(ben, 1, 0).click();
  await ben.page.keyboard.type("Ben's");
  await expect.poll(async () => (await cells(ada))[1]?.[0]).toBe("Ben's");
  await chooseAction(ada, "Delete row");
  await expect.poll(async () => (await cells(ben)).length).toBe(2);
  await ada.page.keyboard.press("ControlOrMeta+z");
  await expect.poll(async () => (await cells(ben))[1]).toEqual(["Ben's", "below", ""]);
  await expectSame([ada, ben]);
});

test("cells are merged by dragging over them and choosing, while the other reads", async ({ openPeople }) => {
  const [ada, ben] = await openPeople(2);
  await insertTable(ada);
  await ada.page.keyboard.type("wide");
  await cell(ada, 0, 0).hover();
  await ada.page.mouse.down();
  await cell(ada, 0, 1).hover();
  await ada.page.mouse.up();
  await expect(ada.body.locator(".motet-cell-selected")).toHaveCount(2);
  // Where whole cells are selected the browser has no caret: what is typed goes into the first of them.
  await ada.page.keyboard.type("r than");
  await expect(cell(ben, 0, 0)).toHaveText("wider than");
  await cell(ada, 0, 0).hover();
  await ada.page.mouse.down();
  await cell(ada, 0, 1).hover();
  await ada.page.mouse.up();
  await chooseAction(ada, "Merge selected cells");
  await expect(cell(ben, 0, 0)).toHaveAttribute("colspan", "2");
  await ada.page.keyboard.type(", this");
  await expect(cell(ben, 0, 0)).toHaveText("wider than, this");
  await chooseAction(ada, "Split cell");
  await expect
    .poll(() => cells(ben))
    .toEqual([
      ["wider than, this", "", ""],
      ["", "", ""],
      ["", "", ""],
    ]);
  await expectSame([ada, ben]);
});

test("the caret of the other is drawn in the cell where it stands", async ({ openPeople }) => {
  const [ada, ben] = await openPeople(2);
  await insertTable(ada);
  await cell(ada, 2, 1).click();
  const caret = ben.page.locator('[data-motet-part="caret"]');
  await expect
    .poll(async () => {
      const at = await caret.boundingBox();
      const around = await cell(ben, 2, 1).boundingBox();
      if (at === null || around === null) return false;
      return (
        at.x >= around.x &&
        at.x <= around.x + around.width &&
        at.y >= around.y - 2 &&
        at.y <= around.y + around.height
      );
    })
    .toBe(true);
});

test("a table that is wider than a small screen scrolls by itself", async ({ openPeople }) => {
  const [ada] = await openPeople(1);
  await insertTable(ada);
  await ada.page.setViewportSize({ width: 360, height: 700 });
  for (let n = 0; n < 4; n++) await chooseAction(ada, "Insert column after");
  await expect.poll(async () => (await cells(ada))[0]?.length).toBe(7);
  const sizes = await ada.page.evaluate(() => {
    const scroller = document.querySelector("table")?.parentElement;
    return {
      inside: (scroller?.scrollWidth ?? 0) > (scroller?.clientWidth ?? 0),
      page: document.documentElement.scrollWidth <= document.documentElement.clientWidth,
    };
  });
  expect(sizes).toEqual({ inside: true, page: true });
});

test("a table is pasted from a spreadsheet, and from a page", async ({ openPeople }) => {
  const [ada, ben] = await openPeople(2);
  await ada.body.click();
  const paste = (type: string, text: string) =>
    ada.body.evaluate(
      (body, { type, text }) => {
        const clipboardData = new DataTransfer();
        clipboardData.setData(type, text);
        body.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
      },
      { type, text },
    );
  await paste("text/plain", "a\tb\nc\td");
  await expect
    .poll(() => cells(ben))
    .toEqual([
      ["a", "b"],
      ["c", "d"],
    ]);
  await chooseAction(ada, "Delete table");
  await expect(ben.body.locator("table")).toHaveCount(0);
  await paste(
    "text/html",
    '<table><tr><th style="background:rgb(1,2,3)">h</th><th>i</th></tr><tr><td colspan="2">w</td></tr></table>',
  );
  await expect.poll(() => cells(ben)).toEqual([["h", "i"], ["w"]]);
  await expectSame([ada, ben]);
});

test("two merge cells at once, each another pair of which one is the same: every word is there once", async ({
  openPeople,
}) => {
  const [ada, ben] = await openPeople(2);
  await insertTable(ada);
  const words = ["corner", "right", "below"];
  for (const [at, [row, column]] of [
    [0, 0],
    [0, 1],
    [1, 0],
  ].entries()) {
    await cell(ada, row ?? 0, column ?? 0).click();
    await ada.page.keyboard.type(words[at] ?? "");
  }
  await expect(cell(ben, 1, 0)).toHaveText("below");
  const merge = async (person: Person, row: number, column: number) => {
    await cell(person, 0, 0).hover();
    await person.page.mouse.down();
    await cell(person, row, column).hover();
    await person.page.mouse.up();
    await expect(person.body.locator(".motet-cell-selected")).toHaveCount(2);
    await person.toolbar.getByRole("button", { name: "Table actions" }).click();
    return person.page.getByRole("menuitem", { name: "Merge selected cells" });
  };
  const [adas, bens] = [await merge(ada, 0, 1), await merge(ben, 1, 0)];
  await Promise.all([adas.click(), bens.click()]);
  const text = (await expectSame([ada, ben])).flat().join(" ");
  for (const word of words) expect(text.split(word), `${word} in ${text}`).toHaveLength(2);
  await cell(ben, 0, 0).click();
  await ben.page.keyboard.press("End");
  await ben.page.keyboard.type("!");
  await expectSame([ada, ben]);
});
