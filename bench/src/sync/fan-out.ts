import { type Contestant, type RunningServer, withServer } from "./contestants.js";
import { inTurns, openCrowd } from "./crowd.js";
import type { LoadClient } from "./load-client.js";
import { Stopwatch } from "./observer.js";
import { atRate, percentile, until } from "./pacing.js";
import { cpuMs } from "./processes.js";
import type { SyncFigure } from "./sync-figure.js";

interface Size {
  readonly rooms: number;
  readonly clients: number;
  readonly editsPerSecond: number;
  readonly goal: number;
}

const ROUNDS = 2;
const SECONDS = 5;
/** What has been compiled and what has not is another question. */
const WARM_UP_SECONDS = 8;
/** No more than these write in a room: more would not change what the server does. */
const MAX_WRITERS = 20;

const SIZES: readonly Size[] = [
  { rooms: 1, clients: 1_000, editsPerSecond: 40, goal: 8.5 },
  { rooms: 1, clients: 200, editsPerSecond: 150, goal: 7.5 },
  { rooms: 1, clients: 50, editsPerSecond: 400, goal: 9 },
  { rooms: 500, clients: 4, editsPerSecond: 500, goal: 70 },
];

/** What one edit costs the server for each reader that it reaches. */
export async function measureFanOut(contestants: readonly Contestant[]): Promise<SyncFigure[]> {
  const figures: SyncFigure[] = [];
  for (const size of SIZES) {
    const costs = new Map<string, number[]>();
    const delays = new Map<string, number[]>();
    for (let round = 0; round < ROUNDS; round++) {
      for (const contestant of turned(contestants, round)) {
        const { costUs, p99Ms } = await withServer(contestant, (server) => load(server, size));
        push(costs, contestant.name, costUs);
        push(delays, contestant.name, p99Ms);
      }
    }
    const { rooms, clients, editsPerSecond, goal } = size;
    const row = `${rooms} × ${clients} clients, ${editsPerSecond} edits/s`;
    figures.push({ row: `${row}: server time per delivery`, unit: "µs", goal, values: means(costs) });
    figures.push({ row: `${row}: delay, p99`, unit: "ms", values: means(delays) });
  }
  return figures;
}

async function load(
  server: RunningServer,
  { rooms, clients, editsPerSecond }: Size,
): Promise<{ costUs: number; p99Ms: number }> {
  const all: LoadClient[] = [];
  const writers: LoadClient[] = [];
  const stopwatch = new Stopwatch();
  for (let room = 0; room < rooms; room++) {
    const here = await openCrowd(server, `room-${room}`, clients);
    const observer = here.at(-1);
    if (observer) observer.onHeard = stopwatch.hear;
    all.push(...here);
    writers.push(...here.slice(0, Math.min(MAX_WRITERS, Math.max(1, Math.floor(clients / 4)))));
  }
  const write = inTurns(writers, stopwatch);
  const arrived = () => until(() => stopwatch.missing === 0, 20_000);
  await atRate(editsPerSecond, WARM_UP_SECONDS, write);
  await arrived();
  const warmUp = stopwatch.latencies.length;
  const before = await cpuMs(server.pid);
  const edits = await atRate(editsPerSecond, SECONDS, write);
  const isComplete = await arrived();
  const usedMs = (await cpuMs(server.pid)) - before;
  if (!isComplete) throw new Error(`${stopwatch.missing} edits have not arrived`);
  for (const client of all) client.close();
  const deliveries = edits * clients;
  return {
    costUs: (usedMs * 1_000) / deliveries,
    p99Ms: percentile(stopwatch.latencies.slice(warmUp), 0.99),
  };
}

/** Another one is first each time. */
export function turned<T>(items: readonly T[], by: number): T[] {
  const at = by % items.length;
  return [...items.slice(at), ...items.slice(0, at)];
}

function push(map: Map<string, number[]>, key: string, value: number): void {
  map.set(key, [...(map.get(key) ?? []), value]);
}

function means(values: ReadonlyMap<string, readonly number[]>): Record<string, number> {
  return Object.fromEntries(
    [...values].map(([name, list]) => [name, list.reduce((sum, value) => sum + value, 0) / list.length]),
  );
}
