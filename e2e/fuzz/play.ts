import { join } from "node:path";
import type { Browser, BrowserContext } from "@playwright/test";
import { Player } from "./player.js";
import { SESSION_DEFAULTS, Session, type SessionReport } from "./session.js";

const PEOPLE = 3;
const PAGE = join(import.meta.dirname, "..", "dist", "fuzz-page.js");
const STYLES = join(import.meta.dirname, "..", "..", "packages", "editor", "src", "styles.css");

/** Plays the sessions of `seeds` one after the other in the same three pages. */
export async function play(browser: Browser, seeds: Iterable<number>): Promise<SessionReport[]> {
  const contexts: BrowserContext[] = [];
  try {
    const players: Player[] = [];
    for (let i = 0; i < PEOPLE; i++) {
      // A window each: behind another one a page draws no frames, and mouse events wait for them.
      const context = await browser.newContext({ viewport: { width: 900, height: 900 } });
      contexts.push(context);
      const page = await context.newPage();
      await page.setContent("<!doctype html><html lang=en><title>Fuzz</title><body></body></html>");
      await page.addStyleTag({ path: STYLES });
      await page.addScriptTag({ path: PAGE });
      players.push(new Player(`P${i}`, page, await context.newCDPSession(page)));
    }
    const steps = Number(process.env.MOTET_FUZZ_STEPS ?? SESSION_DEFAULTS.steps);
    const reports: SessionReport[] = [];
    for (const seed of seeds) {
      const report = await new Session(seed, players).run(steps);
      if (report.problems.length > 0) console.log(describeFailure(report));
      reports.push(report);
    }
    return reports;
  } finally {
    await Promise.all(contexts.map((context) => context.close()));
  }
}

export function* seedsFrom(first: number, count: number): Iterable<number> {
  for (let seed = first; seed < first + count; seed++) yield seed;
}

/** The seeds of the sessions that failed, with the first thing that was wrong in each. */
export function failuresIn(reports: readonly SessionReport[]): string[] {
  return reports.flatMap(({ seed, problems: [first] }) =>
    first === undefined ? [] : [`seed ${seed}: ${first}`],
  );
}

/** With `MOTET_FUZZ_LOG=1` all that happened. */
function describeFailure({ seed, problems, log }: SessionReport): string {
  const steps = process.env.MOTET_FUZZ_LOG === "1" ? log : [];
  return [`seed ${seed} failed:`, ...steps, ...problems].join("\n");
}
