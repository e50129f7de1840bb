import { expect, expectConverged, test } from "@motet/playwright";
import { watchSaved } from "../support/truth.js";
import { partOf, voice } from "../support/voices.js";

test("offline means that nothing passes, over an open WebSocket either", async ({ openPeople }) => {
  const [ada, ben] = await openPeople(2);
  await ada.type("Before. ");
  await ben.waitForText("Before. ");
  await ada.waitForSaved();

  await ada.goOffline();
  const passed = ada.network?.bytesPassed;
  expect(ada.network?.openConnections).toBe(0);
  await ada.type("Alone. ");
  await ben.placeCaretAtEnd();
  await ben.type("Meanwhile.");
  await ben.waitForSaved();
  expect(ada.network?.bytesPassed).toBe(passed);
  await expect(ada.statusLine).toHaveText("Offline, kept on this device");
  expect(await ada.text()).toBe("Before. Alone. ");
  expect(await ben.text()).toBe("Before. Meanwhile.");

  await ada.goOnline();
  await ada.waitForSaved();
  const text = await expectConverged([ada, ben]);
  expect(text).toContain("Alone. ");
  expect(text).toContain("Meanwhile.");
});

test("both write offline for a while, in the same paragraph and in new ones, and come together again", async ({
  openPeople,
}) => {
  const [ada, ben, cleo] = await openPeople(3);
  await ada.type("Common ground. ");
  await Promise.all([ben.waitForText("ground. "), cleo.waitForText("ground. ")]);

  await Promise.all([ada.goOffline(), ben.goOffline()]);
  await Promise.all([
    ada.type(`${voice(0, 20)}\n${voice(0, 20)}`),
    ben.type(`${voice(1, 20)}\n${voice(1, 20)}`),
    cleo.type(voice(2, 20)),
  ]);
  await Promise.all([ada.goOnline(), ben.goOnline()]);

  const text = await expectConverged([ada, ben, cleo]);
  const written = text.replace("Common ground. ", "");
  expect(text).toContain("Common ground. ");
  expect(partOf(0, written)).toBe(voice(0, 20) + voice(0, 20));
  expect(partOf(1, written)).toBe(voice(1, 20) + voice(1, 20));
  expect(partOf(2, written)).toBe(voice(2, 20));
  expect(text.split("\n")).toHaveLength(3);
});

test("a connection that comes and goes while people type loses nothing, and Saved is never a lie", async ({
  motet,
  openPeople,
}) => {
  const [ada, ben] = await openPeople(2);
  const truth = watchSaved(motet, ada, 0);
  const keys = voice(0, 120);
  const typing = ada.type(keys);
  const others = ben.type(voice(1, 60));
  for (const length of [20, 60]) {
    await ada.waitForText(keys.slice(0, length)[length - 1] ?? "");
    await expect.poll(async () => partOf(0, await ada.text()).length).toBeGreaterThanOrEqual(length);
    await ada.goOffline();
    await ada.goOnline();
  }
  await Promise.all([typing, others]);
  await ada.waitForSaved();
  expect(await truth.end()).toEqual([]);

  const text = await expectConverged([ada, ben]);
  expect(partOf(0, text)).toBe(keys);
  expect(partOf(1, text)).toBe(voice(1, 60));
});
