import { gzipSync } from "node:zlib";
import { chromiumLaunchOptions } from "@motet/playwright";
import { type Browser, chromium, type Page } from "@playwright/test";
import { Board, type Figure } from "../figure.js";
import { Samples } from "../samples.js";
import { contestants, withServer } from "../sync/contestants.js";
import { motetPage, type PageEntrant, servePeers } from "./entrants.js";
import { installMeter } from "./meter-script.js";

const SIZES = [100, 1_000, 5_000] as const;
const [WARM_UP_KEYS, KEYS, LOADS] = [10, 60, 5];
const GOALS = { key: { 100: 1.05, 1000: 1.05, 5000: 0.7 }, remote: 1.2, heap: 1.5 } as const;
const TIMEOUT_MS = 60_000;
const SENTENCE = "The quick brown fox jumps over the lazy dog while nobody looks";

/** A frame as soon as one is asked for: what waits for the screen's next one would hide the differences. */
const FLAGS = ["--disable-gpu-vsync", "--disable-frame-rate-limit"];

/** Editors in real pages, one after the other for each key, so that all of them meet the same moments of the machine. */
export async function measurePages(): Promise<Figure[]> {
  const [motet] = contestants;
  if (motet === undefined) throw new Error("Motet is not there");
  const options = chromiumLaunchOptions();
  const browser = await chromium.launch({ ...options, args: [...(options.args ?? []), ...FLAGS] });
  const peers = await servePeers();
  try {
    return await withServer(motet, async (server) => {
      const board = new Board();
      const entrants = [motetPage(server), ...peers.entrants];
      for (const size of SIZES) await measureSize(browser, board, entrants, size);
      return [...board.figures];
    });
  } finally {
    peers.close();
    await browser.close();
  }
}

async function measureSize(
  browser: Browser,
  board: Board,
  entrants: readonly PageEntrant[],
  size: (typeof SIZES)[number],
): Promise<void> {
  const texts = Array.from({ length: size }, (_, index) => `${SENTENCE}, for the ${index + 1}th time.`);
  const last = texts.at(-1) as string;
  const samples = (): Map<string, Samples> => new Map(entrants.map(({ name }) => [name, new Samples()]));
  const add = (of: Map<string, Samples>, { name }: PageEntrant, value: number): void =>
    of.get(name)?.add(value);
  const open = async (url: string): Promise<Page> => (await openPage(browser, url, last)).page;

  const urls = new Map<PageEntrant, string>();
  for (const entrant of entrants) urls.set(entrant, await entrant.store(texts, open));
  const [load, scripts, heap] = [samples(), samples(), samples()];
  for (let round = 0; round < LOADS; round++) {
    for (const entrant of entrants) {
      const { page, scriptBytes } = await openPage(browser, urls.get(entrant) as string, last);
      add(load, entrant, await page.evaluate(() => window.meter.loadedAfter ?? Number.NaN));
      add(heap, entrant, await heapMegabytes(page));
      if (round === 0) add(scripts, entrant, (await scriptBytes()) / 1_000);
      await page.context().close();
    }
  }

  const [key, remote] = [samples(), samples()];
  const pages: { entrant: PageEntrant; page: Page }[] = [];
  for (const entrant of entrants) {
    const page = await open(urls.get(entrant) as string);
    await placeCaret(page, Math.floor(size / 2));
    pages.push({ entrant, page });
  }
  for (let count = -WARM_UP_KEYS; count < KEYS; count++) {
    for (const { entrant, page } of pages) {
      const took = await timeKey(page, () => page.keyboard.press("x"));
      if (count >= 0) add(key, entrant, took);
    }
  }
  // Only now, so that nobody's key shares the machine with another page that shows it.
  const pairs: { entrant: PageEntrant; page: Page; peer: Page }[] = [];
  for (const { entrant, page } of pages) {
    if (entrant.isAlone) continue;
    const peer = await open(urls.get(entrant) as string);
    await placeCaret(peer, Math.floor(size / 2) + 2);
    await entrant.carry?.(page, peer);
    pairs.push({ entrant, page, peer });
  }
  for (let count = -WARM_UP_KEYS; count < KEYS; count++) {
    for (const { entrant, page, peer } of pairs) {
      const took = await timeKey(page, async () => {
        await peer.keyboard.press("y");
        await entrant.carry?.(peer, page);
      });
      if (count >= 0) add(remote, entrant, took);
    }
  }
  for (const { page } of pages) await page.context().close();
  for (const { peer } of pairs) await peer.context().close();

  const plain = key.get("Lexical alone")?.median ?? Number.NaN;
  const withoutPlain = (of: Map<string, Samples>) => new Map([...of].filter(([, { count }]) => count > 0));
  const what = `${size.toLocaleString("en")} paragraphs`;
  board.add(`${what}: key to paint`, "ms", key, round(plain * GOALS.key[size]));
  board.add("… a peer's key to paint", "ms", withoutPlain(remote), round(plain * GOALS.remote));
  board.add("… page to text that can be written in", "ms", load, round(load.get("Lexical alone")?.median));
  board.add("… heap", "MB", heap, round((heap.get("Lexical alone")?.median ?? Number.NaN) * GOALS.heap));
  if (size === SIZES[0]) board.add("scripts, gzip", "kB", scripts, 300);
}

/** Resolves once the text can be written in and has been painted. */
async function openPage(
  browser: Browser,
  url: string,
  last: string,
): Promise<{ page: Page; scriptBytes(): Promise<number> }> {
  const context = await browser.newContext({ viewport: { width: 1_200, height: 800 } });
  const page = await context.newPage();
  page.setDefaultTimeout(TIMEOUT_MS);
  await page.addInitScript(installMeter, last);
  const sizes: Promise<number>[] = [];
  page.on("response", (response) => {
    if (response.request().resourceType() === "script")
      sizes.push(
        response.body().then(
          (body) => gzipSync(body).length,
          () => 0,
        ),
      );
  });
  const failed = new Promise<never>((_, reject) => {
    page.once("pageerror", (error) => reject(new Error(`${url}: ${error.stack ?? error.message}`)));
  });
  failed.catch(() => {});
  await page.goto(url);
  const loaded = page.waitForFunction(() => window.meter.loadedAfter !== undefined);
  await Promise.race([failed, loaded]).catch((error: Error) => {
    throw new Error(`${url} does not open`, { cause: error });
  });
  return {
    page,
    async scriptBytes() {
      return (await Promise.all(sizes)).reduce((sum, bytes) => sum + bytes, 0);
    },
  };
}

/** At the end of a paragraph in the middle of the window. */
async function placeCaret(page: Page, paragraph: number): Promise<void> {
  const line = page.locator("[contenteditable=true] p").nth(paragraph);
  await line.evaluate((element) => element.scrollIntoView({ block: "center" }));
  await line.click();
  await page.keyboard.press("End");
}

async function timeKey(page: Page, act: () => Promise<void>): Promise<number> {
  const before = await page.evaluate(() => window.meter.times.length);
  await act();
  await page.waitForFunction((count) => window.meter.times.length > count, before);
  return page.evaluate(() => window.meter.times.at(-1) ?? Number.NaN);
}

async function heapMegabytes(page: Page): Promise<number> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("HeapProfiler.collectGarbage");
  const { usedSize } = await devtools.send("Runtime.getHeapUsage");
  return usedSize / 1e6;
}

const round = (value = Number.NaN): number => Math.round(value * 10) / 10;
