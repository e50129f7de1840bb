import { expect, expectConverged, Stage, test } from "@motet/playwright";
import { createGateway, type Gateway, type Obstacle } from "../support/gateway.js";
import { openSavePanel } from "../support/save-panel.js";
import { watchSaved } from "../support/truth.js";
import { partOf, voice } from "../support/voices.js";

const KEYS = 40;
let gateway: Gateway;
let behind: Stage;

test.afterEach(async () => {
  await behind.close();
  await gateway.close();
});

for (const obstacle of ["strips", "swallows"] as const satisfies Obstacle[]) {
  test(`behind a proxy that ${obstacle} WebSockets people write together all the same, and come back to WebSockets when they work`, async ({
    browser,
    motet,
    documentId,
    openPeople,
  }) => {
    gateway = await createGateway(motet.url, obstacle);
    behind = new Stage({ browser, url: gateway.url, documentId });
    const [[ben], [ada]] = await Promise.all([
      openPeople(1, { names: ["Ben"] }),
      behind.open(1, { names: ["Ada"] }),
    ]);
    if (ada === undefined) throw new Error("Nobody came.");
    const truth = watchSaved(motet, ada, 0);
    await Promise.all([ada.type(voice(0, KEYS)), ben.type(voice(1, KEYS))]);
    await Promise.all([ada.waitForSaved(), ben.waitForSaved()]);
    const text = await expectConverged([ben, ada]);
    expect(partOf(0, text)).toBe(voice(0, KEYS));
    expect(partOf(1, text)).toBe(voice(1, KEYS));
    await expect(ben.peopleHere).toHaveCount(2);
    await expect.poll(async () => (await ben.carets()).map(({ name }) => name)).toEqual(["Ada"]);
    expect(gateway.passed).toBe(0);
    const panel = await openSavePanel(ada);
    await expect(panel).toContainText("Long polling");
    await ada.press("Escape");

    gateway.obstacle = "open";
    await ada.page.evaluate(() => window.dispatchEvent(new Event("online")));
    await expect.poll(() => gateway.passed).toBeGreaterThan(0);
    await ada.placeCaretAtEnd();
    await ada.type("And on. ");
    await ben.waitForText("And on. ");
    await ada.waitForSaved();
    expect(await truth.end()).toEqual([]);
    await expect(await openSavePanel(ada)).toContainText("WebSocket");
    await expectConverged([ben, ada]);
  });
}

test("behind a proxy that cuts every WebSocket after 2 s nothing is lost or doubled, and Saved is never a lie", async ({
  browser,
  motet,
  documentId,
  openPeople,
}) => {
  gateway = await createGateway(motet.url, "cuts");
  behind = new Stage({ browser, url: gateway.url, documentId });
  const [ben] = await openPeople(1, { names: ["Ben"] });
  const [ada] = await behind.open(1, { names: ["Ada"] });
  if (ada === undefined) throw new Error("Nobody came.");
  const truth = watchSaved(motet, ada, 0);
  await Promise.all([ada.type(voice(0, 250)), ben.type(voice(1, 120))]);
  await expect.poll(() => gateway.passed).toBeGreaterThan(3);
  await ada.waitForSaved();
  expect(await truth.end()).toEqual([]);
  const text = await expectConverged([ben, ada]);
  expect(partOf(0, text)).toBe(voice(0, 250));
  expect(partOf(1, text)).toBe(voice(1, 120));
});
