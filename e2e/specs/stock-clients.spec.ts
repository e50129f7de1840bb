import { expect, expectConverged, test } from "@motet/playwright";
import { stockClient } from "../support/stock-client.js";
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
