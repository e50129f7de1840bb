import { expect, expectConverged, readServerDocument, test } from "@motet/playwright";
import { partOf, voice } from "../support/voices.js";

const KEYS = 80;

test("the server is killed while people type and started again: every tab recovers by itself", async ({
  motet,
  openPeople,
}) => {
  const people = await openPeople(3);
  const [ada] = people;
  const typing = Promise.all(people.map((person, i) => person.type(voice(i, KEYS))));
  await expect.poll(async () => partOf(0, await ada.text()).length).toBeGreaterThanOrEqual(KEYS / 4);
  await motet.kill();
  await expect(ada.statusLine).toHaveText(/^Offline/);
  await motet.start();
  await typing;

  await Promise.all(people.map((person) => person.waitForSaved()));
  const text = await expectConverged(people);
  for (const [i, { name }] of people.entries()) expect(partOf(i, text), name).toBe(voice(i, KEYS));
});

test("what was called saved is on the server's disk after a kill, before any tab can send it again", async ({
  motet,
  openPeople,
}) => {
  const people = await openPeople(3);
  const recorders = await Promise.all(people.map((person) => person.recordSaved()));
  const typing = Promise.all(people.map((person, i) => person.type(voice(i, KEYS))));
  const savedOf = async (i: number) => {
    const texts = (await recorders[i]?.texts()) ?? [];
    return Math.max(0, ...texts.map((text) => partOf(i, text).length));
  };
  await expect.poll(() => savedOf(0)).toBeGreaterThan(10);
  await expect.poll(() => savedOf(2)).toBeGreaterThan(10);
  await motet.kill();
  await Promise.all(people.map((person) => person.goOffline()));
  await typing;
  const saved = await Promise.all(people.map((_, i) => savedOf(i)));
  await motet.start();

  const kept = await readServerDocument(motet.url, people[0].documentId);
  const onDisk = kept?.blocks.map(({ text }) => text).join("\n") ?? "";
  for (const [i, { name }] of people.entries()) {
    const own = partOf(i, onDisk);
    expect(voice(i, KEYS).startsWith(own), `${name}'s keys in their order, without a gap: ${own}`).toBe(true);
    expect(own.length, `${name}'s keys on disk, of ${saved[i]} saved`).toBeGreaterThanOrEqual(saved[i] ?? 0);
  }

  await Promise.all(people.map((person) => person.goOnline()));
  const text = await expectConverged(people);
  for (const [i, { name }] of people.entries()) expect(partOf(i, text), name).toBe(voice(i, KEYS));
});

test("a server that stops in order has everything when it comes back", async ({ motet, openPeople }) => {
  const [ada, ben] = await openPeople(2);
  const typing = Promise.all([ada.type(voice(0, KEYS)), ben.type(voice(1, KEYS))]);
  await expect.poll(async () => partOf(0, await ben.text()).length).toBeGreaterThanOrEqual(20);
  expect(await motet.stop()).toBe(0);
  await motet.start();
  await typing;

  const text = await expectConverged([ada, ben]);
  expect(partOf(0, text)).toBe(voice(0, KEYS));
  expect(partOf(1, text)).toBe(voice(1, KEYS));
});
