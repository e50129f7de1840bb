import { createProvider } from "@motet/client";
import { expect, expectConverged, type Person, Stage, test } from "@motet/playwright";
import { WebSocket } from "ws";
import * as Y from "yjs";
import { createGateway, type Gateway } from "../support/gateway.js";
import { openSavePanel } from "../support/save-panel.js";
import { type StrictServer, type StrictServerOptions, startStrictServer } from "../support/strict-server.js";
import { watchSaved } from "../support/truth.js";
import { partOf, voice } from "../support/voices.js";

/** Each with somebody in the middle of a sentence, and with every `Saved` held against what the server has. */

const KEYS = 60;
const EIGHT_HOURS = "08:00:00";

const disposers: (() => Promise<void>)[] = [];
test.afterEach(async () => {
  for (const dispose of disposers.splice(0).reverse()) await dispose();
});

async function typed(person: Person, atLeast: number): Promise<void> {
  await expect.poll(async () => partOf(0, await person.text()).length).toBeGreaterThanOrEqual(atLeast);
}

test.describe("behind a proxy", () => {
  let gateway: Gateway;
  test.beforeEach(async ({ motet }) => {
    gateway = await createGateway(motet.url, "open");
    disposers.push(() => gateway.close());
  });

  test("300 ms each way and lost packets delay what people see, and nothing else", async ({
    browser,
    motet,
    documentId,
    openPeople,
  }) => {
    gateway.obstacle = "delays";
    const behind = new Stage({ browser, url: gateway.url, documentId });
    disposers.push(() => behind.close());
    const [[ben], [ada]] = await Promise.all([openPeople(1, { names: ["Ben"] }), behind.open(1)]);
    if (ada === undefined) throw new Error("Nobody came.");
    const truth = watchSaved(motet, ada, 0);
    await Promise.all([ada.type(voice(0, KEYS)), ben.type(voice(1, KEYS))]);
    await ada.waitForSaved();
    expect(await truth.end()).toEqual([]);
    const text = await expectConverged([ben, ada]);
    expect([partOf(0, text), partOf(1, text)]).toEqual([voice(0, KEYS), voice(1, KEYS)]);
  });

  test("a server that talks nonsense is not believed, and what was typed meanwhile is kept, and saved in the end", async ({
    browser,
    motet,
    documentId,
  }) => {
    const behind = new Stage({ browser, url: gateway.url, documentId });
    disposers.push(() => behind.close());
    const [ada] = await behind.open(1);
    if (ada === undefined) throw new Error("Nobody came.");
    await ada.type(voice(0, 20));
    await ada.waitForSaved();
    const truth = watchSaved(motet, ada, 0);
    gateway.obstacle = "garbles";
    await ada.goOffline();
    await ada.goOnline();
    await ada.type(voice(0, 20));
    await expect(ada.statusLine).toHaveText("Offline, kept on this device");
    const panel = await openSavePanel(ada);
    await expect(panel.getByRole("button", { name: "Try now" })).toBeVisible();
    await expect(panel.getByRole("button", { name: "Download a copy of my version" })).toBeVisible();
    gateway.obstacle = "open";
    await ada.page.evaluate(() => window.dispatchEvent(new Event("online")));
    await ada.waitForSaved();
    expect(await truth.end()).toEqual([]);
    expect(await expectConverged([ada])).toBe(voice(0, 20).repeat(2));
  });
});

test("a laptop that sleeps for eight hours in the middle of a sentence overwrites nobody", async ({
  motet,
  openPeople,
}) => {
  const [ada, ben] = await openPeople(2);
  await ada.page.clock.install();
  await ada.reload();
  await ada.waitForSaved();
  const truth = watchSaved(motet, ada, 0);
  await ada.type(voice(0, KEYS / 2));
  await ben.waitForText(voice(0, KEYS / 2));
  // Asleep, it notices neither the end of its connection nor what others do.
  await ada.network?.turnOff();
  await ben.placeCaretAtEnd();
  await ben.type(voice(1, KEYS));
  await ada.page.clock.fastForward(EIGHT_HOURS);
  ada.network?.turnOn();
  await ada.type(voice(0, KEYS / 2));
  await ada.waitForSaved();
  expect(await truth.end()).toEqual([]);
  const text = await expectConverged([ada, ben]);
  expect([partOf(0, text), partOf(1, text)]).toEqual([voice(0, KEYS / 2).repeat(2), voice(1, KEYS)]);
});

test.describe("with 49 others", () => {
  test.use({ hasOwnServer: true });

  test("a server that restarts gets back what all of them wrote meanwhile", async ({
    motet,
    documentId,
    openPeople,
  }) => {
    process.setMaxListeners(100);
    const [ada] = await openPeople(1);
    const others = Array.from({ length: 49 }, (_, n) => {
      const ydoc = new Y.Doc();
      const provider = createProvider({ url: motet.url, documentId, ydoc, WebSocketPolyfill: WebSocket });
      disposers.push(() => provider.close());
      return { write: () => ydoc.getMap("others").set(`${n}`, n), ydoc, provider };
    });
    const kinds = () => new Set(others.map(({ provider }) => provider.status.kind));
    await expect.poll(() => [...kinds()]).toEqual(["saved"]);
    const truth = watchSaved(motet, ada, 0);
    const typing = ada.type(voice(0, 4 * KEYS));
    await typed(ada, KEYS);
    await motet.stop();
    for (const { write } of others) write();
    expect(kinds().has("saved")).toBe(false);
    await motet.start();
    await typing;
    await ada.waitForSaved();
    await expect.poll(() => [...kinds()]).toEqual(["saved"]);
    expect(await truth.end()).toEqual([]);
    expect(partOf(0, await expectConverged([ada]))).toBe(voice(0, 4 * KEYS));
    for (const { ydoc } of others) await expect.poll(() => ydoc.getMap("others").size).toBe(49);
  });
});

test.describe("where rights are asked for", () => {
  let server: StrictServer;
  const begin = async (options: StrictServerOptions, { browser, documentId }: Where): Promise<Person> => {
    server = await startStrictServer(options);
    disposers.push(() => server.close());
    const stage = new Stage({ browser, url: server.url, documentId });
    disposers.push(() => stage.close());
    const [ada] = await stage.open(1);
    if (ada === undefined) throw new Error("Nobody came.");
    await ada.waitForSaved();
    return ada;
  };

  test("a permission that expires in the middle of a sentence is renewed, and the sentence goes on", async ({
    browser,
    documentId,
  }) => {
    const ada = await begin({ goodForMs: 700 }, { browser, documentId });
    const truth = watchSaved(server, ada, 0);
    let connections = 0;
    ada.page.on("websocket", () => {
      connections += 1;
    });
    await ada.type(voice(0, 3 * KEYS));
    expect(connections).toBeGreaterThan(1);
    await expect.poll(() => ada.status()).toBe("Saved");
    expect(await truth.end()).toEqual([]);
    expect(await ada.text()).toBe(voice(0, 3 * KEYS));
  });

  test("rights that are withdrawn in the middle of a sentence leave it on the page, to be taken away or saved later", async ({
    browser,
    documentId,
  }) => {
    const ada = await begin({ goodForMs: 1_000 }, { browser, documentId });
    const truth = watchSaved(server, ada, 0);
    const typing = ada.type(voice(0, 2 * KEYS));
    await typed(ada, KEYS / 2);
    server.isAllowed = false;
    await expect(ada.statusLine).toHaveText("No access");
    await typing;
    const own = await ada.text();
    expect(voice(0, 2 * KEYS).startsWith(own), own).toBe(true);
    const panel = await openSavePanel(ada);
    await expect(panel.getByRole("button", { name: "Download a copy of my version" })).toBeVisible();
    server.isAllowed = true;
    await panel.getByRole("button", { name: "Try now" }).click();
    await expect.poll(() => ada.status()).toBe("Saved");
    expect(await truth.end()).toEqual([]);
    expect(await ada.text()).toBe(own);
  });

  test("a document over its budget says so, and keeps what it cannot take in sight", async ({
    browser,
    documentId,
  }) => {
    const ada = await begin({ maxDocumentBytes: 3_000 }, { browser, documentId });
    const truth = watchSaved(server, ada, 0);
    await ada.paste(voice(0, 4_000));
    await ada.type(voice(0, 10));
    await expect(ada.statusLine).toHaveText("No access");
    expect(partOf(0, await ada.text()).length).toBeGreaterThanOrEqual(4_000);
    const panel = await openSavePanel(ada);
    await expect(panel).toContainText("bytes");
    await expect(panel.getByRole("button", { name: "Download a copy of my version" })).toBeVisible();
    expect(await truth.end()).toEqual([]);
  });
});

interface Where {
  readonly browser: ConstructorParameters<typeof Stage>[0]["browser"];
  readonly documentId: string;
}
