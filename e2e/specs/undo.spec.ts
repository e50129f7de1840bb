import { expect, expectConverged, type Person, test } from "@motet/playwright";

/** Undoes until nothing is left to undo, with the keyboard. */
async function undoAll(person: Person): Promise<void> {
  const undo = person.toolbar.getByRole("button", { name: "Undo" });
  await expect(async () => {
    await person.press("ControlOrMeta+z");
    await expect(undo).toHaveAttribute("aria-disabled", "true", { timeout: 500 });
  }).toPass();
}

test("undo takes back one's own typing and leaves what others typed around and inside it", async ({
  openPeople,
}) => {
  const [ada, ben] = await openPeople(2);
  await ben.type("Ben was here.");
  await ada.waitForText("here.");
  await ada.placeCaretAfter("Ben");
  // In one go: a slow machine may pause between keys, and then they are more than one step.
  await ada.page.keyboard.insertText(" and Ada");
  await ben.waitForText("Ben and Ada");
  await ben.placeCaretAfter("Ben and");
  await ben.type(" also");
  await ada.waitForText("Ben and also Ada was here.");

  await undoAll(ada);
  expect(await expectConverged([ada, ben])).toBe("Ben also was here.");
  await ada.press("ControlOrMeta+Shift+z");
  await ada.waitForText(" Ada");
  const text = await expectConverged([ada, ben]);
  expect(text).toContain("also");
  expect([...text].sort().join("")).toBe([..."Ben and also Ada was here."].sort().join(""));
});

test("undo of a new paragraph keeps what a peer has typed in it", async ({ openPeople }) => {
  const [ada, ben] = await openPeople(2);
  await ben.type("Opening.");
  await ada.waitForText("Opening.");
  await ada.placeCaretAfter("Opening.");
  await ada.type("\nNew paragraph");
  await ben.waitForText("New paragraph");
  await ben.placeCaretAfter("New");
  await ben.type("er words in the");
  await ada.waitForText("Newer words in the paragraph");

  await undoAll(ada);
  const text = await expectConverged([ada, ben]);
  expect(text).toContain("er words in the");
  expect(text).not.toContain("paragraph");
  expect(text).toContain("Opening.");
});

test("undo and redo by the toolbar; neither is offered where there is nothing to take back", async ({
  openPeople,
}) => {
  const [ada, ben] = await openPeople(2);
  const undo = ada.toolbar.getByRole("button", { name: "Undo" });
  const redo = ada.toolbar.getByRole("button", { name: "Redo" });
  await ben.type("From Ben.");
  await ada.waitForText("From Ben.");
  await expect(undo).toHaveAttribute("aria-disabled", "true");
  await expect(redo).toHaveAttribute("aria-disabled", "true");

  await ada.placeCaretAtEnd();
  await ada.page.keyboard.insertText(" From Ada.");
  await undo.click();
  await expect.poll(() => ada.text()).toBe("From Ben.");
  await redo.click();
  await expect.poll(() => ada.text()).toBe("From Ben. From Ada.");
  await expectConverged([ada, ben]);
});
