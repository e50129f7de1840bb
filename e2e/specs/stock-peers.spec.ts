import { expect, expectConverged, Stage, test } from "@motet/playwright";
import type { Locator } from "@playwright/test";
import { createGateway } from "../support/gateway.js";
import { openSavePanel } from "../support/save-panel.js";
import { stockClient } from "../support/stock-client.js";
import { startStockServer } from "../support/stock-server.js";
import { partOf, voice } from "../support/voices.js";

test("two stock y-websocket clients and two tabs write in one document and converge", async ({
  motet,
  documentId,
  openPeople,
}) => {
  const [ada, ben] = await openPeople(2);
  const clients = await Promise.all([stockClient(motet.url, documentId), stockClient(motet.url, documentId)]);
  try {
    const [first, second] = clients;
    await ada.type("~ ");
    await expect.poll(() => second.text()).toBe("~ ");

    const typing = Promise.all([ada.type(voice(0, 40)), ben.type(voice(1, 40))]);
    const keys = [...voice(2, 40)];
    for (const [i, key] of keys.entries()) {
      const client = i % 2 === 0 ? first : second;
      client.body.insert(client.body.length, key);
      await expect.poll(() => partOf(2, (client === first ? second : first).text()).length).toBe(i + 1);
    }
    await typing;

    const text = await expectConverged([ada, ben]);
    expect(partOf(0, text)).toBe(voice(0, 40));
    expect(partOf(1, text)).toBe(voice(1, 40));
    expect(partOf(2, text)).toBe(voice(2, 40));
    for (const client of clients) await expect.poll(() => client.text()).toBe(text);
  } finally {
    for (const client of clients) client.close();
  }
});

test("a stock client's name is shown among the people, and gone when it leaves", async ({
  motet,
  documentId,
  openPeople,
}) => {
  const [ada] = await openPeople(1);
  const client = await stockClient(motet.url, documentId);
  client.provider.awareness.setLocalStateField("user", { name: "Stock", color: "#2f6fd0" });
  await expect(ada.peopleHere.and(ada.page.getByLabel("Stock"))).toBeVisible();
  client.close();
  await expect(ada.peopleHere).toHaveCount(1);
});

test("at a stock server two tabs write together, and nothing is ever called saved", async ({
  browser,
  motet,
  documentId,
}) => {
  const stock = await startStockServer();
  const gateway = await createGateway(motet.url, "open", stock.url);
  const stage = new Stage({ browser, url: gateway.url, documentId });
  try {
    const [ada, ben] = await stage.open(2);
    if (ada === undefined || ben === undefined) throw new Error("Nobody came.");
    const seen = await Promise.all([ada, ben].map((person) => watchStatus(person)));
    await Promise.all([ada.type(voice(0, 30)), ben.type(voice(1, 30))]);
    const parts = [voice(0, 30), voice(1, 30)];
    for (const person of [ada, ben])
      await expect
        .poll(async () => [partOf(0, await person.text()), partOf(1, await person.text())])
        .toEqual(parts);
    expect(await ada.text()).toBe(await ben.text());
    await expect(ada.statusLine).toHaveText("Synced, not confirmed saved");
    await expect(await openSavePanel(ada)).toContainText("does not say what is on its disk");
    for (const words of seen) expect(await words()).not.toContain("Saved");
  } finally {
    await stage.close();
    await gateway.close();
    await stock.close();
  }
});

/** Every word that the status line says from now on. */
async function watchStatus({ statusLine }: { statusLine: Locator }): Promise<() => Promise<string[]>> {
  const words = await statusLine.evaluateHandle((line) => {
    const said = [line.textContent ?? ""];
    const look = () => said.push(line.textContent ?? "");
    new MutationObserver(look).observe(line, { childList: true, characterData: true, subtree: true });
    return said;
  });
  return () => words.jsonValue();
}
