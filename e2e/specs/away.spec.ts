import { join } from "node:path";
import { expect, type Person, Stage, test } from "@motet/playwright";
import { type StrictServer, type StrictServerOptions, startStrictServer } from "../support/strict-server.js";

const CERTIFICATES = join(import.meta.dirname, "../../apps/server/test/tls");

let server: StrictServer;
let stage: Stage;
test.afterEach(async () => {
  await stage.close();
  await server.close();
});

async function begin(
  options: StrictServerOptions,
  where: Pick<ConstructorParameters<typeof Stage>[0], "browser" | "documentId">,
  open?: Parameters<Stage["open"]>[1],
): Promise<[Person, Person]> {
  server = await startStrictServer(options);
  stage = new Stage({ ...where, url: server.url });
  return (await stage.open(2, open)) as [Person, Person];
}

/** As when another tab is shown instead of a person's, or that one again. */
async function show({ page }: Person, visibility: "visible" | "hidden"): Promise<void> {
  await page.evaluate((state) => {
    Object.defineProperty(document, "visibilityState", { configurable: true, get: () => state });
    document.dispatchEvent(new Event("visibilitychange"));
  }, visibility);
}

test("who is away for long is not held connected, and is back at the first sign of them", async ({
  browser,
  documentId,
}) => {
  const [ada, ben] = await begin({ idleTimeoutMs: 500 }, { browser, documentId });
  let sockets = 0;
  ada.page.on("websocket", () => {
    sockets += 1;
  });
  await ada.type("one");
  await ada.waitForSaved();
  await ben.waitForText("one");
  await expect(ben.peopleHere).toHaveCount(2);

  await show(ada, "hidden");
  await expect(ben.peopleHere).toHaveCount(1);
  await expect.poll(() => ben.carets()).toEqual([]);
  await ben.placeCaretAtEnd();
  await ben.type(" two");
  await ben.waitForSaved();
  expect(await ada.text()).toBe("one");
  expect(sockets).toBe(0);

  await show(ada, "visible");
  await ada.waitForText("one two");
  await expect(ada.statusLine).toHaveText("Saved");
  await expect(ben.peopleHere).toHaveCount(2);
  expect(sockets).toBe(1);

  // A key is a sign too, wherever the page is said to be.
  await show(ada, "hidden");
  await expect(ben.peopleHere).toHaveCount(1);
  await ada.type("!");
  await ben.waitForText("!");
  await ada.waitForSaved();
});

test("over TLS two people write together, and what they write is saved", async ({ browser, documentId }) => {
  const tls = { certFile: join(CERTIFICATES, "cert.pem"), keyFile: join(CERTIFICATES, "key.pem") };
  const [ada, ben] = await begin(
    { tls },
    { browser, documentId },
    { isDirect: true, context: { ignoreHTTPSErrors: true } },
  );
  const sockets: string[] = [];
  ada.page.on("websocket", (socket) => sockets.push(socket.url()));
  await ada.reload();
  await ada.type("one");
  await ada.waitForSaved();
  await ben.waitForText("one");
  expect(sockets.map((url) => new URL(url).protocol)).toEqual(["wss:"]);
});
