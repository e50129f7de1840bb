import { expect, type Person, test } from "@motet/playwright";
import type { BrowserContext } from "@playwright/test";

const KEYS = 200;
const OPENINGS = 5;
const PARAGRAPH = "The quick brown fox jumps over the lazy dog, and nobody has told it to. ".repeat(7);
const PARAGRAPHS = 200;

declare global {
  interface Window {
    moments: number[];
    /** Milliseconds from the beginning of the page's navigation until its document could be written in. */
    editableAfterMs: number | undefined;
  }
}

/** Notes when each key arrives at this page, by the clock that all pages of a machine share. */
async function noteKeys({ body }: Person): Promise<void> {
  await body.evaluate((root) => {
    window.moments = [];
    root.addEventListener(
      "keydown",
      (event) => window.moments.push(performance.timeOrigin + event.timeStamp),
      {
        capture: true,
      },
    );
  });
}

/** Notes when each further character has been painted: at the beginning of the task after its frame. */
async function notePaints({ body }: Person): Promise<void> {
  await body.evaluate((root) => {
    window.moments = [];
    let seen = root.textContent?.length ?? 0;
    new MutationObserver(() => {
      const now = root.textContent?.length ?? 0;
      const added = now - seen;
      seen = now;
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => {
          const moment = performance.timeOrigin + performance.now();
          for (let i = 0; i < added; i += 1) window.moments.push(moment);
        };
        port2.postMessage(null);
      });
    }).observe(root, { childList: true, characterData: true, subtree: true });
  });
}

const momentsOf = ({ page }: Person) => page.evaluate(() => window.moments);

function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

test("how long a key takes from one tab to the eye in the other", async ({ openPeople }, testInfo) => {
  const [ada, ben] = await openPeople(2, { isDirect: true });
  await ada.type("Warm up. ");
  await ben.waitForText("Warm up. ");
  await noteKeys(ada);
  await notePaints(ben);
  await ada.type("x".repeat(KEYS), { delayMs: 50 });
  await expect.poll(async () => (await momentsOf(ben)).length).toBe(KEYS);

  const [pressed, painted] = await Promise.all([momentsOf(ada), momentsOf(ben)]);
  const delays = pressed.map((moment, i) => (painted[i] ?? Number.NaN) - moment).sort((a, b) => a - b);
  const figures = `p50 ${percentile(delays, 0.5).toFixed(1)} ms, p95 ${percentile(delays, 0.95).toFixed(1)} ms`;
  console.log(`Key in one tab → visible in the other, ${KEYS} keys: ${figures}`);
  testInfo.annotations.push({ type: "latency", description: figures });
});

/** Looks with every change of the page. */
async function noteEditable(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    new MutationObserver((_, observer) => {
      if (document.querySelector('[aria-label="Document body"][contenteditable="true"]') === null) return;
      window.editableAfterMs = performance.now();
      observer.disconnect();
    }).observe(document, { subtree: true, childList: true, attributes: true });
  });
}

/** Opens the page again, as somebody who was here before. */
async function timeOpenings(person: Person): Promise<number[]> {
  const times: number[] = [];
  for (let n = 0; n < OPENINGS; n += 1) {
    await person.reload();
    expect((await person.text()).length).toBeGreaterThan(PARAGRAPH.length * PARAGRAPHS);
    times.push(await person.page.evaluate(() => window.editableAfterMs ?? Number.NaN));
  }
  return times.sort((a, b) => a - b);
}

test("how long a document of 100 kB takes until it can be written in, from the network and from the device", async ({
  openPeople,
}, testInfo) => {
  const [ada] = await openPeople(1, { isDirect: true });
  await noteEditable(ada.context);
  await ada.paste(Array.from({ length: PARAGRAPHS }, () => PARAGRAPH).join("\n"));
  await ada.type("!");
  await ada.waitForSaved();
  // Saved is on the server's disk; the device writes a moment later.
  await ada.page.getByRole("button", { name: "Details about saving" }).click();
  await expect(ada.page.getByRole("definition").filter({ hasText: /^Kept$/ })).toBeVisible();
  // Open and silent; requests that a test looks into would not come from the browser's cache.
  await ada.page.routeWebSocket(/\/sync/, () => {});
  const warm = await timeOpenings(ada);

  const [ben] = await openPeople(1, { isDirect: true });
  await noteEditable(ben.context);
  // Nothing is on a device that gives no storage.
  await ben.context.addInitScript(() => Object.defineProperty(window, "indexedDB", { value: undefined }));
  const cold = await timeOpenings(ben);
  const figures = [`from the device ${median(warm)}`, `from the network ${median(cold)}`].join(", ");
  console.log(`Page begun → 100 kB can be written in, median of ${OPENINGS}: ${figures}`);
  testInfo.annotations.push({ type: "first key", description: figures });
});

const median = (sorted: readonly number[]) => `${percentile(sorted, 0.5).toFixed(0)} ms`;
