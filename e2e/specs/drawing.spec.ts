import { expect, test } from "@motet/playwright";
import type { BrowserContext, Page } from "@playwright/test";
import { type DrawingServer, startDrawingServer } from "../support/drawing-server.js";

/** The example app: a plain document without an editor, on a server that wants credentials. */

const SHEET = "sheet/1";
let server: DrawingServer;
test.beforeEach(async () => {
  server = await startDrawingServer();
});
test.afterEach(() => server.close());

async function openSheet(context: BrowserContext, user = "ada"): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${server.url}/?user=${user}#${SHEET}`);
  return page;
}
const status = (page: Page) => page.getByRole("status", { name: "Sync status" });
const lines = (page: Page) =>
  page.locator("polyline").evaluateAll((all) => all.map((each) => each.getAttribute("points") ?? ""));

async function stroke(page: Page, x: number, points: number): Promise<string> {
  const drawn: string[] = [];
  const move = async (y: number) => {
    await page.mouse.move(x, y);
    drawn.push(`${x},${y}`);
  };
  await move(100);
  await page.mouse.down();
  for (let n = 1; n < points; n += 1) await move(100 + n);
  await page.mouse.up();
  return drawn.join(" ");
}

test("two people draw together, see each other point, and the sheet is on the disk", async ({ browser }) => {
  const [ada, ben] = [
    await openSheet(await browser.newContext()),
    await openSheet(await browser.newContext(), "ben"),
  ];
  await expect(status(ada)).toHaveText("saved");
  await expect(status(ben)).toHaveText("saved");
  const drawn = [await stroke(ada, 100, 20), await stroke(ben, 200, 20)];
  for (const page of [ada, ben]) await expect.poll(() => lines(page)).toEqual(drawn);
  await expect(ada.locator("circle")).toHaveAttribute("cx", "200");
  await expect(status(ada)).toHaveText("saved");
  expect(await server.lines(SHEET)).toEqual(drawn);
});

test("a credential that expires in the middle of a line is replaced, and the line goes on", async ({
  browser,
}) => {
  server.tokenLifeMs = 700;
  const ada = await openSheet(await browser.newContext());
  await expect(status(ada)).toHaveText("saved");
  const kinds: string[] = [];
  await ada.exposeFunction("note", (kind: string) => kinds.push(kind));
  await ada.evaluate(() => {
    const line = document.querySelector("output") as HTMLOutputElement;
    new MutationObserver(() =>
      (window as unknown as { note(kind: string): void }).note(line.textContent),
    ).observe(line, {
      childList: true,
      characterData: true,
      subtree: true,
    });
  });
  const drawn: string[] = [];
  for (let n = 0; server.tokensGiven < 5; n += 1) drawn.push(await stroke(ada, 10 + n, 30));
  server.tokenLifeMs = 3_600_000;
  await expect(status(ada)).toHaveText("saved");
  expect(await lines(ada)).toEqual(drawn);
  await expect.poll(() => server.lines(SHEET)).toEqual(drawn);
  expect(kinds.filter((kind) => kind.startsWith("denied"))).toEqual([]);
});

test("access withdrawn in the middle of a line is explained, and the line stays on the device, not at the server", async ({
  browser,
}) => {
  const context = await browser.newContext();
  const ada = await openSheet(context);
  await expect(status(ada)).toHaveText("saved");
  const before = await stroke(ada, 50, 20);
  await expect(status(ada)).toHaveText("saved");

  await context.setOffline(true);
  await context.routeWebSocket(/\/sync\//, (socket) => void socket.close());
  await server.sync.disconnect(SHEET, 1012, "restart");
  await expect(status(ada)).toHaveText(/^offline-kept/);
  const alone = await stroke(ada, 60, 20);
  await expect(status(ada)).toHaveText(/^offline-kept, \d+ unsaved$/);
  server.isAllowed = false;
  await context.setOffline(false);
  await ada.close();

  const again = await openSheet(context);
  await expect(status(again)).toHaveText(/^denied, \d+ unsaved$/);
  expect(await lines(again)).toEqual([before, alone]);
  await stroke(again, 70, 20);
  expect(await lines(again)).toEqual([before, alone]);
  expect(await server.lines(SHEET)).toEqual([before]);
});
