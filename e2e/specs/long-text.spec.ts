import { expect, expectConverged, test } from "@motet/playwright";
import { ownDocuments } from "../support/own-documents.js";

const MIN_CHARACTERS = 50_000;

test("a long text is pasted in one tab and edited in two", async ({ openPeople }) => {
  const source = (await ownDocuments()).replace(/\t/g, "  ").trim();
  expect(source.length).toBeGreaterThanOrEqual(MIN_CHARACTERS);
  const [ada, ben] = await openPeople(2);
  await ada.paste(source, { asPlainText: true });
  await expect.poll(() => ben.text()).toBe(source);
  await ada.waitForSaved();

  const lines = source.split("\n");
  const early = lines.findIndex((line) => line.length > 60);
  const late = lines.findLastIndex((line) => line.length > 60);
  await ada.placeCaret({ block: early, offset: 20 });
  await ben.placeCaret({ block: late, offset: 30 });
  await Promise.all([ada.type("[Ada was here]\n"), ben.type("[Ben was here]\n")]);

  lines[early] = splice(lines[early] ?? "", 20, "[Ada was here]\n");
  lines[late] = splice(lines[late] ?? "", 30, "[Ben was here]\n");
  expect(await expectConverged([ada, ben])).toBe(lines.join("\n"));

  await ada.press("ControlOrMeta+a", "Delete");
  await ada.type("All gone.");
  expect(await expectConverged([ada, ben])).toBe("All gone.");
});

const splice = (text: string, at: number, inserted: string) => text.slice(0, at) + inserted + text.slice(at);
