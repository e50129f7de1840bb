import { expect, expectConverged, test } from "@motet/playwright";

test("code is colored and numbered for both in the language that one chooses, and can be copied", async ({
  openPeople,
}) => {
  const [ada, ben] = await openPeople(2, { context: { permissions: ["clipboard-read", "clipboard-write"] } });
  await ada.type("``` const a = 'b';");
  await ada.press("Enter");
  await ada.type("// done");
  await ben.waitForText("done");
  const painted = (page: typeof ada.page) =>
    page.evaluate(() =>
      ["keyword", "string", "comment"].map((group) =>
        [...(CSS.highlights.get(`motet-code-${group}`) ?? [])].map((range) => {
          const { startContainer, startOffset, endOffset } = range;
          return startContainer.textContent?.slice(startOffset, endOffset);
        }),
      ),
    );
  await ada.press("Control+Alt+KeyL");
  const language = ada.page.getByRole("combobox", { name: "Language of the code" });
  await expect(language).toBeFocused();
  await language.selectOption("TypeScript");
  for (const { page } of [ada, ben]) {
    await expect.poll(() => painted(page)).toEqual([["const"], ["'b'"], ["// done"]]);
    await expect(page.locator("code[data-numbers]")).toHaveAttribute("data-numbers", "1\n2");
  }

  await ben.placeCaretBefore("a =");
  await ben.type("let 'x';");
  await ben.press("Enter");
  await expect.poll(() => painted(ada.page)).toEqual([["const", "let"], ["'x'", "'b'"], ["// done"]]);
  await ada.page.keyboard.press("Escape");
  await ada.press("ArrowRight");
  await ada.page.getByRole("group", { name: "Code block" }).getByRole("button", { name: "Copy" }).click();
  await expect(ada.page.getByRole("status").filter({ hasText: "Copied" })).toHaveCount(1);
  const copied = await ada.page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toBe("const let 'x';\na = 'b';\n// done");
  expect(await expectConverged([ada, ben])).toBe(copied);
});
