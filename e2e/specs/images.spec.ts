import { expect, expectConverged, test } from "@motet/playwright";

/** One red pixel. */
const PNG = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==",
  "base64",
);

test("a picture is uploaded, seen by the other, captioned by both, described and resized by keys", async ({
  openPeople,
}) => {
  const [ada, ben] = await openPeople(2);
  await ada.type("Above");
  const chooser = ada.page.waitForEvent("filechooser");
  await ada.toolbar.getByRole("button", { name: "Image", exact: true }).click();
  await (await chooser).setFiles({ name: "a.png", mimeType: "image/png", buffer: PNG });
  const mine = ada.page.locator('[data-motet-part="image"] img');
  const theirs = ben.page.locator('[data-motet-part="image"] img');
  for (const img of [mine, theirs]) {
    await expect(img).toHaveAttribute("src", /^\/files\/.+\.png$/);
    await expect.poll(() => img.evaluate((each: HTMLImageElement) => each.naturalWidth)).toBe(1);
  }

  await ada.type("shore");
  await ben.waitForText("shore");
  await ben.placeCaretBefore("shore");
  await ben.type("The ");
  await ada.waitForText("The shore");

  const action = async (name: string) => {
    await ada.press("Alt+F10");
    await ada.toolbar.getByRole("button", { name: "Image actions" }).focus();
    await ada.press("Enter");
    await ada.page.getByRole("menuitem", { name }).press("Enter");
  };
  await action("Wider");
  await expect(theirs).toHaveCSS("width", "41px");
  await action("Alternative text");
  await ada.page.getByRole("textbox", { name: "Alternative text" }).fill("A red dot");
  await ada.press("Enter");
  await expect(ben.page.getByRole("img", { name: "A red dot" })).toBeVisible();
  expect(await expectConverged([ada, ben])).toContain("The shore");

  const lying = ada.page.waitForEvent("filechooser");
  await ada.toolbar.getByRole("button", { name: "Image", exact: true }).click();
  await (await lying).setFiles({ name: "b.png", mimeType: "image/png", buffer: Buffer.from("<svg/>") });
  await expect(ada.page.getByRole("alert")).toContainText("not a picture");
  await expect(ben.page.locator('[data-motet-part="image"]')).toHaveCount(1);
});
