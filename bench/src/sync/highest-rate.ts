import { type Contestant, type RunningServer, withServer } from "./contestants.js";
import { inTurns, openCrowd } from "./crowd.js";
import { Stopwatch } from "./observer.js";
import { atRate, percentile, until } from "./pacing.js";
import type { SyncFigure } from "./sync-figure.js";

const CROWDS = [1_000, 200, 50];
/** Each step of the ladder offers half as much again. */
const FIRST_RATE = 1_500;
const STEP = 1.5;
const STEPS = 9;
const SECONDS = 2;
const DELAY_MS = 200;
/** What has not arrived by then counts as too late. */
const ARRIVES_WITHIN_MS = 10_000;
/** Each may send 500 messages a second to Motet for as long as it likes: so many write that nobody sends more for longer than its burst allows. */
const WRITERS = 50;
/** Less of what was offered than this: the bench cannot write faster, whatever the server could take. */
const OFFERED_AT_LEAST = 0.9;

interface Rate {
  /** Edits a second that were written. */
  readonly perSecond: number;
  readonly p99Ms: number;
  readonly isComplete: boolean;
  /** From the last edit until everything had arrived. */
  readonly drainedMs: number;
  readonly isAsOffered: boolean;
}

/** How much a server takes before readers wait longer than people bear, and how soon twice as much is forgotten. */
export async function measureHighestRates(contestants: readonly Contestant[]): Promise<SyncFigure[]> {
  const figures: SyncFigure[] = [];
  for (const clients of CROWDS) {
    const rates: Record<string, number> = {};
    const drained: Record<string, number> = {};
    for (const contestant of contestants) {
      const { perSecond, drainedMs } = await withServer(contestant, (server) => climb(server, clients));
      rates[contestant.name] = perSecond;
      if (drainedMs !== null) drained[contestant.name] = drainedMs;
    }
    const row = `1 × ${clients} clients: highest rate with a p99 delay below ${DELAY_MS} ms`;
    figures.push({ row, unit: "edits/s", atLeast: 20_000, values: rates });
    figures.push({
      row: "… after twice as much, until all has arrived (empty: never)",
      unit: "ms",
      goal: 2_000,
      values: drained,
    });
  }
  return figures;
}

async function climb(
  server: RunningServer,
  clients: number,
): Promise<{ readonly perSecond: number; readonly drainedMs: number | null }> {
  const stopwatch = new Stopwatch();
  const crowd = await openCrowd(server, "plan", clients);
  const observer = crowd.at(-1);
  if (observer) observer.onHeard = stopwatch.hear;
  const write = inTurns(crowd.slice(0, WRITERS), stopwatch);
  let highest = 0;
  let rate = FIRST_RATE;
  // What has been compiled and what has not is another question.
  await offer(rate, write, stopwatch);
  for (let step = 0; step < STEPS; step++, rate *= STEP) {
    let borne = await offer(rate, write, stopwatch);
    // Once more: the machine may have been busy with something else.
    if (!isBorne(borne)) borne = await offer(rate, write, stopwatch);
    if (!isBorne(borne)) break;
    highest = Math.max(highest, borne.perSecond);
    if (!borne.isAsOffered) break;
  }
  const over = await offer(2 * Math.max(highest, FIRST_RATE), write, stopwatch);
  for (const client of crowd) client.close();
  return { perSecond: highest, drainedMs: over.isComplete ? over.drainedMs : null };
}

const isBorne = ({ isComplete, p99Ms }: Rate): boolean => isComplete && p99Ms < DELAY_MS;

async function offer(rate: number, write: (index: number) => void, stopwatch: Stopwatch): Promise<Rate> {
  const before = stopwatch.latencies.length;
  const began = performance.now();
  const edits = await atRate(rate, SECONDS, write);
  const ended = performance.now();
  const isComplete = await until(() => stopwatch.missing === 0, ARRIVES_WITHIN_MS);
  const perSecond = (edits * 1_000) / (ended - began);
  return {
    perSecond,
    p99Ms: percentile(stopwatch.latencies.slice(before), 0.99),
    isComplete,
    drainedMs: performance.now() - ended,
    isAsOffered: perSecond >= rate * OFFERED_AT_LEAST,
  };
}
