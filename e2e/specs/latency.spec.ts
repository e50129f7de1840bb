import { expect, type Person, test } from "@motet/playwright";

const KEYS = 200;

declare global {
  interface Window {
    moments: number[];
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
