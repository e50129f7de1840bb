import { expect, expectConverged, type Person, readServerDocument, test } from "@motet/playwright";
import { blockSync } from "../support/blocked-sync.js";
import { createProfile } from "../support/profile.js";
import { watchSaved } from "../support/truth.js";
import { partOf, voice } from "../support/voices.js";

const KEPT = "Offline, kept on this device";

async function serverText(url: string, documentId: string): Promise<string> {
  const document = await readServerDocument(url, documentId);
  return document?.blocks.map(({ text }) => text).join("\n") ?? "";
}

/** A second tab of the same browser. */
async function openTab(person: Person): Promise<Person> {
  const { name, documentId, context, openFresh } = person;
  const page = await context.newPage();
  const tab = new (person.constructor as typeof Person)({
    name,
    documentId,
    page,
    context,
    network: null,
    openFresh,
  });
  await page.goto(person.page.url());
  await tab.waitUntilEditable();
  return tab;
}

test("what was written offline is there after the browser has crashed, before any network, and is saved in the end", async ({
  motet,
  documentId,
}) => {
  const profile = await createProfile(motet.url, documentId);
  try {
    const before = await profile.open();
    await before.type("Together. ");
    await before.waitForSaved();
    await before.goOffline();
    await before.type(voice(0, 30));
    await expect(before.statusLine).toHaveText(KEPT);
    await profile.crash();

    const after = await profile.open({ isDirect: true });
    await after.waitForSaved();
    expect(await after.text()).toBe(`Together. ${voice(0, 30)}`);
    expect(await serverText(motet.url, documentId)).toContain(voice(0, 30));
  } finally {
    await profile.dispose();
  }
});

test("a document opens from the device while the network says nothing, and says that it is not saved", async ({
  openPeople,
}) => {
  const [ada, ben] = await openPeople(2);
  await ada.type("From Ada. ");
  await ben.waitForText("From Ada. ");
  await ben.type("From Ben. ");
  await Promise.all([ada.waitForText("From Ben. "), ben.waitForSaved()]);
  await ada.goOffline();
  await ada.type("Alone. ");
  await expect(ada.statusLine).toHaveText(KEPT);
  const text = await ada.text();

  await blockSync(ada.context);
  await ada.goOnline();
  await ada.reload();
  expect(await ada.text()).toBe(text);
  expect(await ada.status()).not.toBe("Saved");
  await ada.type("And more. ");
  await expect(ada.statusLine).toHaveText(KEPT);
});

test("two tabs of which one is offline: the other sends what both have written", async ({
  motet,
  openPeople,
}) => {
  const [ada] = await openPeople(1);
  await ada.type("Both. ");
  await ada.waitForSaved();
  // Saved is on the server's disk; only then the device is asked for.
  await ada.goOffline();
  await expect(ada.statusLine).toHaveText(KEPT);
  await blockSync(ada.page);
  await ada.goOnline();
  await ada.reload();
  const other = await openTab(ada);
  await other.waitForSaved();
  await expect(ada.statusLine).toHaveText(/^Offline/);

  const truths = [ada, other].map((tab) => watchSaved(motet, tab, 0));
  await ada.placeCaretAtEnd();
  await ada.type(voice(0, 20));
  await expect(ada.statusLine).toHaveText(KEPT);
  await other.waitForText(voice(0, 20));
  await other.waitForSaved();
  expect(partOf(0, await serverText(motet.url, ada.documentId))).toContain(voice(0, 20));

  await other.placeCaretAtEnd();
  await other.type(voice(1, 20));
  await ada.waitForText(voice(1, 20));
  const text = await ada.text();
  expect(text).toBe(await other.text());
  for (const truth of truths) expect(await truth.end()).toEqual([]);
  await other.page.close();
});

test("somebody else at the same browser neither sees nor sends it", async ({ motet, openPeople }) => {
  const [ada] = await openPeople(1);
  await ada.type("Common. ");
  await ada.waitForSaved();
  await ada.goOffline();
  await ada.type("Private thought. ");
  await expect(ada.statusLine).toHaveText(KEPT);
  await ada.page.evaluate(() => {
    const person = JSON.parse(localStorage.getItem("motet.person") ?? "{}") as object;
    localStorage.setItem("motet.person", JSON.stringify({ ...person, id: "somebody-else" }));
  });
  // The first one's page is gone before there is a network that it could send anything by.
  await ada.page.goto("about:blank");
  await ada.goOnline();
  await ada.page.goto(`${motet.url}/d/${ada.documentId}`);
  await ada.waitUntilEditable();
  await ada.waitForSaved();
  expect(await ada.text()).toBe("Common. ");
  expect(await serverText(motet.url, ada.documentId)).not.toContain("Private");
});

test("where the browser denies storage, the status says so, and leaving asks first", async ({
  motet,
  openPeople,
}) => {
  const [ada] = await openPeople(1);
  await ada.context.addInitScript(() => {
    Object.defineProperty(window, "indexedDB", {
      get: () => {
        throw new DOMException("denied", "SecurityError");
      },
    });
  });
  await ada.reload();
  await ada.waitForSaved();
  const truth = watchSaved(motet, ada, 0);
  await ada.goOffline();
  await ada.type("Nowhere. ");
  await expect(ada.statusLine).toHaveText("Offline, not kept");
  const asked = new Promise<string>((resolve) => {
    ada.page.once("dialog", (dialog) => {
      resolve(dialog.type());
      void dialog.dismiss();
    });
  });
  await ada.page.close({ runBeforeUnload: true });
  expect(await asked).toBe("beforeunload");
  expect(await ada.text()).toBe("Nowhere. ");

  await ada.goOnline();
  await ada.waitForSaved();
  expect(await truth.end()).toEqual([]);
  await expectConverged([ada]);
});

test("where the device is full, the status says that nothing is kept, and says so no longer when there is room", async ({
  motet,
  openPeople,
}) => {
  const [ada] = await openPeople(1);
  await ada.type("Room. ");
  await ada.waitForSaved();
  const session = await ada.context.newCDPSession(ada.page);
  const setQuota = (quotaSize?: number) =>
    session.send("Storage.overrideQuotaForOrigin", {
      origin: motet.url,
      ...(quotaSize === undefined ? {} : { quotaSize }),
    });
  const truth = watchSaved(motet, ada, 0);
  await setQuota(1);
  await ada.goOffline();
  // Chromium asks for the quota only now and then.
  const typeOn = async () => {
    await ada.type("No room. ");
    return ada.status();
  };
  await expect.poll(typeOn, { timeout: 80_000 }).toBe("Offline, not kept");
  await setQuota();
  await expect(ada.statusLine).toHaveText(KEPT);
  await ada.goOnline();
  await ada.waitForSaved();
  expect(await truth.end()).toEqual([]);
  await expectConverged([ada]);
});
