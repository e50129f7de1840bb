import { setTimeout as sleep } from "node:timers/promises";
import { type Contestant, inDirectory, type RunningServer, withServer } from "./contestants.js";
import { type OpenClient, type OwnClient, ownClients } from "./own-client.js";
import { atRate, percentile, until } from "./pacing.js";
import type { SyncFigure } from "./sync-figure.js";

const WRITERS = [1, 20, 200] as const;
const EDITS_PER_SECOND = 40;
const SECONDS = 10;
const SHARES = [0.5, 0.95, 0.99] as const;

const RETURNING = 1_000;
const DOCUMENTS = 50;
const TEXT = "All of them were here before. ".repeat(100);
const MEANWHILE = "Meanwhile. ";
/** Peers write some time after the last edit. */
const WRITTEN_AFTER_MS = 4_000;
const PATIENCE_MS = 90_000;

/** Each server with the client that it comes with, both by default. */
export async function measureClients(contestants: readonly Contestant[]): Promise<SyncFigure[]> {
  const openers = await ownClients();
  // Each provider of y-websocket's listens to the end of the process.
  process.setMaxListeners(0);
  const rows = new Map<string, Record<string, number>>();
  const note = (row: string, { name }: Contestant, value: number) => {
    rows.set(row, { ...rows.get(row), [name]: value });
  };
  for (const contestant of contestants) {
    const open = openers[contestant.name];
    if (open === undefined) throw new Error(`No client is known for ${contestant.name}`);
    for (const count of WRITERS) {
      const waits = await withServer(contestant, (server) => timeConfirmations(server, open, count));
      for (const share of SHARES) {
        const who = count === 1 ? "1 writer" : `${count} writers`;
        note(`${who}: an edit is confirmed, p${share * 100}`, contestant, percentile(waits, share));
      }
    }
    const [half, all] = await inDirectory((directory) => timeReturn(contestant, open, directory));
    note("1,000 return after a restart: half are in sync", contestant, half);
    note("… all are in sync", contestant, all);
  }
  return [...rows].map(([row, values]) => ({ row, unit: "ms", values }));
}

async function timeConfirmations(server: RunningServer, open: OpenClient, count: number): Promise<number[]> {
  const clients = Array.from({ length: count }, () => open(server, "plan"));
  await everybodyHas(clients, 0);
  const waits: number[] = [];
  const edits = await atRate(EDITS_PER_SECOND, SECONDS, (index) => {
    const wroteAt = performance.now();
    void clients[index % count]?.write("x").then(() => waits.push(performance.now() - wroteAt));
  });
  await everybodyHas(clients, edits);
  if (waits.length !== edits) throw new Error(`${edits - waits.length} edits were never confirmed`);
  await Promise.all(clients.map((client) => client.close()));
  return waits;
}

/** From the moment at which the server listens again. One of each document has written something meanwhile. */
async function timeReturn(
  contestant: Contestant,
  open: OpenClient,
  directory: string,
): Promise<readonly [number, number]> {
  const server = await contestant.start(directory);
  const clients = Array.from({ length: RETURNING }, (_, n) => open(server, `plan-${n % DOCUMENTS}`));
  await everybodyHas(clients, 0);
  await Promise.all(clients.slice(0, DOCUMENTS).map((client) => client.write(TEXT)));
  await everybodyHas(clients, TEXT.length);
  await sleep(WRITTEN_AFTER_MS);
  await server.kill();
  for (const client of clients.slice(0, DOCUMENTS)) void client.write(MEANWHILE);
  const again = await contestant.start(directory, server.port);
  const began = performance.now();
  const length = TEXT.length + MEANWHILE.length;
  const isBack = () => clients.filter((client) => client.has(length)).length;
  if (!(await until(() => isBack() >= RETURNING / 2, PATIENCE_MS))) throw new Error("Half are not back");
  const half = performance.now() - began;
  await everybodyHas(clients, length);
  const all = performance.now() - began;
  await Promise.all(clients.map((client) => client.close()));
  await again.kill();
  return [half, all];
}

async function everybodyHas(clients: readonly OwnClient[], length: number): Promise<void> {
  const isSo = await until(() => clients.every((client) => client.has(length)), PATIENCE_MS);
  if (isSo) return;
  const missing = clients.filter((client) => !client.has(length)).length;
  throw new Error(`${missing} of ${clients.length} are not in sync after ${PATIENCE_MS} ms`);
}
