import { type BlockType, expect, expectConverged, test } from "@motet/playwright";

const MARKS = [
  { name: "Bold", format: "bold", chord: "ControlOrMeta+b" },
  { name: "Italic", format: "italic", chord: "ControlOrMeta+i" },
  { name: "Underline", format: "underline", chord: "ControlOrMeta+u" },
  { name: "Strikethrough", format: "strikethrough", chord: "ControlOrMeta+Shift+s" },
  { name: "Code", format: "code", chord: "ControlOrMeta+e" },
] as const;

test("marks, by key and by button, show at the other's and after a reload", async ({ openPeople }) => {
  const [ada, ben] = await openPeople(2);
  await ada.type(MARKS.map(({ format }) => `one-${format} two-${format}`).join(" "), { delayMs: 5 });
  await ben.waitForText("two-code");

  for (const { name, format, chord } of MARKS) {
    await ada.selectText(`one-${format}`);
    await ada.press(chord);
    await ada.selectText(`two-${format}`);
    await ada.toolbar.getByRole("button", { name, exact: true }).click();
    await expect(ada.toolbar.getByRole("button", { name, exact: true })).toHaveAttribute(
      "aria-pressed",
      "true",
    );
  }
  for (const { format } of MARKS) {
    await expect.poll(() => ben.formatsOf(`one-${format}`), format).toEqual([format]);
    await expect.poll(() => ben.formatsOf(`two-${format}`), format).toEqual([format]);
  }
  await expectConverged([ada, ben]);

  await ada.waitForSaved();
  await ada.reload();
  await ada.waitForSaved();
  for (const { format } of MARKS) expect(await ada.formatsOf(`one-${format}`)).toEqual([format]);
  await ada.selectText("one-bold");
  await ada.press("ControlOrMeta+b");
  await expect.poll(() => ben.formatsOf("one-bold")).toEqual([]);
  await expectConverged([ada, ben]);
});

test("two people format the same words at once: both marks stay", async ({ openPeople }) => {
  const [ada, ben] = await openPeople(2);
  await ada.type("Some words together");
  await ben.waitForText("together");
  await Promise.all([ada.selectText("words"), ben.selectText("words together")]);
  await Promise.all([ada.press("ControlOrMeta+b"), ben.press("ControlOrMeta+i")]);
  await expectConverged([ada, ben]);
  expect(await ada.formatsOf("words")).toEqual(["bold", "italic"]);
  expect(await ben.formatsOf("together")).toEqual(["italic"]);
});

test("colors are chosen from the toolbar, by keyboard too, for words that another person makes bold meanwhile", async ({
  openPeople,
}) => {
  const [ada, ben] = await openPeople(2);
  await ada.type("Some words together");
  await ben.waitForText("together");
  await Promise.all([ada.selectText("words"), ben.selectText("words together")]);
  await ada.toolbar.getByRole("button", { name: "Text color" }).click();
  await ben.press("ControlOrMeta+b");
  await expect.poll(() => ada.formatsOf("words")).toEqual(["bold"]);
  const behind = ada.page.getByRole("group", { name: "Color behind the text" });
  await behind.getByRole("menuitemradio", { name: "Yellow" }).click();
  await ada.toolbar.getByRole("button", { name: "Text color" }).press("Enter");
  await expect(ada.page.getByRole("menuitemradio", { name: "Yellow" }).nth(1)).toBeChecked();
  await expect(ada.page.getByRole("menuitemradio", { name: "None" }).first()).toBeFocused();
  // The focus follows a key in a task of its own.
  for (const color of ["Gray", "Red"]) {
    await ada.page.keyboard.press("ArrowDown");
    await expect(ada.page.getByRole("menuitemradio", { name: color }).first()).toBeFocused();
  }
  await ada.page.keyboard.press("Enter");
  await expectConverged([ada, ben]);
  for (const person of [ada, ben]) {
    const word = person.page.locator('[style*="--motet-ink-red"][style*="--motet-mark-yellow"]');
    await expect(word).toHaveText("words");
    expect(await person.formatsOf("words")).toEqual(["bold"]);
  }
});

const SHORTCUTS: readonly { readonly typed: string; readonly type: BlockType; readonly text: string }[] = [
  { typed: "# Heading one", type: "heading1", text: "Heading one" },
  { typed: "## Heading two", type: "heading2", text: "Heading two" },
  { typed: "### Heading three", type: "heading3", text: "Heading three" },
  { typed: "- Bullet", type: "bullet", text: "Bullet" },
  { typed: "1. Number", type: "number", text: "Number" },
  { typed: "[] Check", type: "check", text: "Check" },
  { typed: "> Quote", type: "quote", text: "Quote" },
  { typed: "``` code();", type: "code", text: "code();" },
];

test("Markdown typed at the start of a block makes the block, for both and after a reload", async ({
  openPeople,
}) => {
  const [ada, ben] = await openPeople(2);
  await ada.type("Start");
  for (const { typed, type } of SHORTCUTS) {
    await ada.press("Enter");
    // An empty item or a line of a quote is left with one more.
    if ((await ada.blocks()).at(-1)?.type !== "paragraph") await ada.press("Enter");
    await expect.poll(async () => (await ada.blocks()).at(-1)?.type, `before ${typed}`).toBe("paragraph");
    await ada.type(typed);
    await expect.poll(async () => (await ada.blocks()).at(-1)?.type, typed).toBe(type);
  }
  const expected = [
    { type: "paragraph", text: "Start" },
    ...SHORTCUTS.map(({ type, text }) => ({ type, text })),
  ];
  await expectConverged([ada, ben]);
  const seen = async () => (await ben.blocks()).map(({ type, text }) => ({ type, text }));
  expect(await seen()).toEqual(expected);
  await ben.waitForSaved();
  await ben.reload();
  await ben.waitForSaved();
  expect(await seen()).toEqual(expected);
});

test("Markdown typed within a line makes marks and links", async ({ openPeople }) => {
  const [ada, ben] = await openPeople(2);
  await ada.type(
    "This is **strong** and *slanted* and `exact` and ~~gone~~ and [here](https://example.com/a) too",
  );
  await expectConverged([ada, ben]);
  expect(await ben.text()).toBe("This is strong and slanted and exact and gone and here too");
  expect(await ben.formatsOf("strong")).toEqual(["bold"]);
  expect(await ben.formatsOf("slanted")).toEqual(["italic"]);
  expect(await ben.formatsOf("exact")).toEqual(["code"]);
  expect(await ben.formatsOf("gone")).toEqual(["strikethrough"]);
  expect(await ben.formatsOf("here")).toEqual(["link https://example.com/a"]);
});

test("a check list's box is ticked by one and seen by the other", async ({ openPeople }) => {
  const [ada, ben] = await openPeople(2);
  await ada.type("[] Tune\n");
  await ada.type("Play");
  await ben.waitForText("Play");
  const box = ben.body.getByRole("checkbox").first();
  await box.click({ position: { x: 8, y: 12 } });
  await expect(ada.body.getByRole("checkbox").first()).toHaveAttribute("aria-checked", "true");
  await expect(ada.body.getByRole("checkbox").nth(1)).toHaveAttribute("aria-checked", "false");
  await expectConverged([ada, ben]);
});

test("lists: items are added, set in and out, and ended by an empty one", async ({ openPeople }) => {
  const [ada, ben] = await openPeople(2);
  await ada.type("- One\nTwo");
  await ada.press("Tab");
  await ada.type(" below\nThree");
  await ada.press("Shift+Tab");
  await ada.type("\n\nPlain again");
  await expectConverged([ada, ben]);
  expect((await ben.blocks()).map(({ type, indent, text }) => `${type} ${indent} ${text}`)).toEqual([
    "bullet 0 One",
    "bullet 1 Two below",
    "bullet 0 Three",
    "paragraph 0 Plain again",
  ]);
});

test("both add items to the same list at once: all are there, each once", async ({ openPeople }) => {
  const [ada, ben] = await openPeople(2);
  await ada.type("1. First\nLast");
  await ben.waitForText("Last");
  await ada.placeCaretAfter("First");
  await ben.placeCaretAfter("Last");
  await Promise.all([ada.type("\nAfter first\nAnd more"), ben.type("\nAfter last\nAnd end")]);
  expect(await expectConverged([ada, ben])).toBe("First\nAfter first\nAnd more\nLast\nAfter last\nAnd end");
  expect(new Set((await ada.blocks()).map(({ type }) => type))).toEqual(new Set(["number"]));
});

test("a link is made with the dialog, shown to the other, and removed", async ({ openPeople }) => {
  const [ada, ben] = await openPeople(2);
  await ada.type("Read the manual first");
  await ada.selectText("manual");
  await ada.press("ControlOrMeta+k");
  await ada.page.getByLabel("Address").fill("example.com/manual");
  await ada.press("Enter");
  await expect(ben.body.getByRole("link", { name: "manual" })).toHaveAttribute(
    "href",
    "https://example.com/manual",
  );
  await expectConverged([ada, ben]);

  await ada.selectText("manual");
  await ada.toolbar.getByRole("button", { name: "Link", exact: true }).click();
  await ada.page.getByRole("button", { name: "Remove link" }).click();
  await expect(ben.body.getByRole("link")).toHaveCount(0);
  expect(await expectConverged([ada, ben])).toBe("Read the manual first");
});

test("an address that would run a program is refused with a reason", async ({ openPeople }) => {
  const [ada] = await openPeople(1);
  await ada.type("Do not click here");
  await ada.selectText("here");
  await ada.press("ControlOrMeta+k");
  await ada.page.getByLabel("Address").fill("javascript:alert(1)");
  await ada.press("Enter");
  await expect(ada.page.getByRole("alert")).toContainText("cannot be linked");
  await expect(ada.body.getByRole("link")).toHaveCount(0);
});

test("the block type is chosen from the toolbar, and code keeps its lines", async ({ openPeople }) => {
  const [ada, ben] = await openPeople(2);
  const blockType = ada.toolbar.getByRole("combobox", { name: "Block type" });
  await ada.type("Something");
  for (const [name, type] of [
    ["Heading 2", "heading2"],
    ["Quote", "quote"],
    ["Numbered list", "number"],
    ["Paragraph", "paragraph"],
    ["Code block", "code"],
  ] as const) {
    await blockType.click();
    await ada.page.getByRole("option", { name }).click();
    await expect.poll(async () => (await ben.blocks()).map((block) => block.type), name).toEqual([type]);
    await expect(blockType).toHaveText(name);
  }
  await ada.placeCaretAtEnd();
  await ada.type("\n  indented **not bold**");
  await expectConverged([ada, ben]);
  const [code] = await ben.blocks();
  expect(code?.type).toBe("code");
  expect(code?.text).toContain("**not bold**");
  expect(code?.text.split("\n")).toHaveLength(2);
});
