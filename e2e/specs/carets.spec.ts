import { type Box, expect, expectConverged, type Person, type Place, test } from "@motet/playwright";

const TOLERANCE_PX = 2;

/** Waits until `reader` sees the caret of `writer` at a place of the text, on the pixel. */
async function expectCaretAt(reader: Person, writer: Person, place: Place): Promise<void> {
  await expect
    .poll(
      async () => {
        const caret = (await reader.carets()).find(({ name }) => name === writer.name);
        return caret === undefined ? "no caret" : distance(caret.box, await reader.boxAt(place));
      },
      { message: `${writer.name}'s caret on ${reader.name}'s page, pixels from where it belongs` },
    )
    .toBeLessThanOrEqual(TOLERANCE_PX);
}

/** Between the left edges, and between the middles of the heights. */
function distance(a: Box, b: Box): number {
  return Math.max(Math.abs(a.x - b.x), Math.abs(a.y + a.height / 2 - (b.y + b.height / 2)));
}

test("a caret is where its owner types, and moves with the text around it", async ({ openPeople }) => {
  const [ada, ben] = await openPeople(2);
  await ada.type("First line of the piece.\nSecond line, longer than the first one.");
  await ben.waitForText("first one.");

  await ben.placeCaretAfter("Second line");
  await expectCaretAt(ada, ben, { block: 1, offset: 11 });
  await ben.type(" here");
  await expectCaretAt(ada, ben, { block: 1, offset: 16 });

  await ada.placeCaretAfter("First line");
  await ada.type(" and a word");
  await expectCaretAt(ada, ben, { block: 1, offset: 16 });
  await ada.placeCaretAfter("Second");
  await ada.type(" and third");
  await expectCaretAt(ada, ben, { block: 1, offset: 26 });
  expect(await ben.caret()).toEqual({ block: 1, offset: 26 });

  await ben.press("ArrowUp", "Home");
  await expectCaretAt(ada, ben, { block: 0, offset: 0 });
});

test("a caret is drawn in an empty paragraph and at the end of a wrapped one", async ({ openPeople }) => {
  const [ada, ben] = await openPeople(2);
  const long = "A line that goes on and on. ".repeat(8).trim();
  await ada.type("Start\n\n", { delayMs: 5 });
  await ada.paste(long);
  await ben.waitForText(long);

  await ben.placeCaret({ block: 2, offset: long.length });
  await expectCaretAt(ada, ben, { block: 2, offset: long.length });
  await ben.placeCaret({ block: 1, offset: 0 });
  await expect
    .poll(async () => {
      const [caret] = await ada.carets();
      const paragraph = await ada.boxAt({ block: 1, offset: 0 });
      if (caret === undefined) return "no caret";
      const middle = caret.box.y + caret.box.height / 2;
      return middle > paragraph.y && middle < paragraph.y + paragraph.height;
    })
    .toBe(true);
});

test("carets carry names that can be read; one's own is not among them", async ({ openPeople }) => {
  const [ada, ben, cleo] = await openPeople(3);
  await ada.type("Three people stand in this line.\nAnd in this one.");
  await Promise.all([ben.waitForText("one."), cleo.waitForText("one.")]);
  await ben.placeCaretAfter("Three people");
  await cleo.placeCaretAfter("And in");

  // A name comes up with the caret's move, and stays for a while.
  await expect
    .poll(async () =>
      (await ada.carets())
        .filter(({ label }) => label.isShown)
        .map(({ name }) => name)
        .sort(),
    )
    .toEqual(["Ben", "Cleo"]);
  for (const { name, label } of await ada.carets()) {
    expect(label.text).toBe(name);
    expect(label.box.width).toBeGreaterThan(10);
    expect(label.box.height).toBeGreaterThan(10);
    const viewport = ada.page.viewportSize();
    expect(label.box.x).toBeGreaterThanOrEqual(0);
    expect(label.box.x + label.box.width).toBeLessThanOrEqual(viewport?.width ?? 0);
  }

  await ben.close();
  await expect.poll(async () => (await ada.carets()).map(({ name }) => name)).toEqual(["Cleo"]);
});

test("what another person selects is shown", async ({ openPeople }) => {
  const [ada, ben] = await openPeople(2);
  await ada.type("Some words to select.\nSome more.");
  await ben.waitForText("more.");

  await ben.selectText("words to select");
  await expect.poll(async () => (await ada.selections()).length).toBe(1);
  const [from, to] = [await ada.boxAt({ block: 0, offset: 5 }), await ada.boxAt({ block: 0, offset: 20 })];
  const [shown] = await ada.selections();
  expect(shown).toBeDefined();
  expect(Math.abs((shown?.x ?? 0) - from.x)).toBeLessThanOrEqual(TOLERANCE_PX);
  expect(Math.abs((shown?.x ?? 0) + (shown?.width ?? 0) - to.x)).toBeLessThanOrEqual(TOLERANCE_PX);

  await ben.select({ block: 0, offset: 5 }, { block: 1, offset: 4 });
  await expect.poll(async () => (await ada.selections()).length).toBe(2);
  await ben.press("ArrowRight");
  await expect.poll(async () => (await ada.selections()).length).toBe(0);
});

test("the list of people says who is here, oneself first, and who has left is gone", async ({
  openPeople,
}) => {
  const [ada, ben] = await openPeople(2);
  const names = async (person: Person) => {
    const [self, ...others] = await Promise.all(
      (await person.peopleHere.all()).map((item) => item.getAttribute("aria-label")),
    );
    return [self, ...others.sort()];
  };
  await expect.poll(() => names(ada)).toEqual(["Ada (you)", "Ben"]);
  await expect.poll(() => names(ben)).toEqual(["Ben (you)", "Ada"]);

  const [cleo] = await openPeople(1);
  await expect.poll(() => names(ada)).toEqual(["Ada (you)", "Ben", "Cleo"]);
  await ben.goOffline();
  await expect.poll(() => names(ada)).toEqual(["Ada (you)", "Cleo"]);
  await ben.goOnline();
  await expect.poll(() => names(cleo)).toEqual(["Cleo (you)", "Ada", "Ben"]);
});

test("a caret that a key has just moved stays there when the other's words arrive before the browser has told of it", async ({
  openPeople,
}) => {
  const [ada, ben] = await openPeople(2);
  await ada.type("Some words");
  await ben.waitForText("words");
  await ben.placeCaretAtEnd();
  await ada.page.evaluate(() => {
    const untold = (event: Event) => event.stopImmediatePropagation();
    document.addEventListener("selectionchange", untold, { capture: true });
  });
  await ada.press("Home");
  await ben.type("!");
  await ada.waitForText("words!");
  await ada.press("X");
  await ben.waitForText("X");
  expect(await expectConverged([ada, ben])).toBe("XSome words!");
});
