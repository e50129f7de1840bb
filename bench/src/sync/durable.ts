import { setTimeout as sleep } from "node:timers/promises";
import * as Y from "yjs";
import { type Contestant, inDirectory } from "./contestants.js";
import { LoadClient } from "./load-client.js";
import { Stopwatch } from "./observer.js";
import { atRate, percentile, until } from "./pacing.js";
import { cpuMs, writtenBytes } from "./processes.js";
import type { SyncFigure } from "./sync-figure.js";

const WRITERS = 20;
const EDITS_PER_SECOND = 1_000;
const SECONDS = 5;
const LOADED_AFTER_MS = 2_000;
const ACKNOWLEDGED_PER_SECOND = 200;

/** What keeping edits costs, and what is left of them after SIGKILL. */
export async function measureDurable(contestants: readonly Contestant[]): Promise<SyncFigure[]> {
  const [cpu, written, lost] = [{}, {}, {}] as [
    Record<string, number>,
    Record<string, number>,
    Record<string, number>,
  ];
  const waits: Record<string, number>[] = [{}, {}];
  for (const contestant of contestants) {
    const { name } = contestant;
    await inDirectory(async (directory) => {
      const result = await writeAndKill(contestant, directory);
      cpu[name] = result.cpuMsPerThousand;
      written[name] = result.megabytes;
      lost[name] = result.lost;
    });
    if (name !== "Motet") continue;
    const acknowledged = await inDirectory((directory) => timeAcknowledgements(contestant, directory));
    waits.forEach((row, index) => {
      row[name] = percentile(acknowledged, index === 0 ? 0.95 : 0.99);
    });
  }
  const edits = EDITS_PER_SECOND * SECONDS;
  const about = `${WRITERS} writers × ${EDITS_PER_SECOND / WRITERS} edits/s`;
  return [
    { row: `${about}: server time per 1,000 edits`, unit: "ms", goal: 180, values: cpu },
    { row: "… written to the disk", unit: "MB", goal: 1.2, values: written },
    {
      row: `… lost at SIGKILL, of ${edits} that everybody had seen (Motet: that it had called saved)`,
      unit: "edits",
      goal: 0,
      values: lost,
    },
    {
      row: `acknowledgement at ${ACKNOWLEDGED_PER_SECOND} edits/s, p95`,
      unit: "ms",
      goal: 20,
      values: waits[0] ?? {},
    },
    { row: "… p99", unit: "ms", goal: 100, values: waits[1] ?? {} },
  ];
}

async function writeAndKill(contestant: Contestant, directory: string) {
  const server = await contestant.start(directory);
  const stopwatch = new Stopwatch();
  const writers = await Promise.all(
    Array.from({ length: WRITERS }, () => LoadClient.openSynced(server, "plan")),
  );
  const observer = await LoadClient.openSynced(server, "plan");
  observer.onHeard = stopwatch.hear;
  await sleep(300);
  const [cpuBefore, writtenBefore] = [await cpuMs(server.pid), await writtenBytes(server.pid)];
  const edits = await atRate(EDITS_PER_SECOND, SECONDS, (index) => {
    const { ydoc } = writers[index % WRITERS] as LoadClient;
    const text = ydoc.getText("body");
    stopwatch.sent(ydoc.clientID, text.length);
    text.insert(text.length, "x");
  });
  if (!(await until(() => stopwatch.missing === 0, 20_000))) throw new Error("Edits have not arrived");
  if (contestant.name === "Motet") await Promise.all(writers.map((writer) => writer.saved()));
  const [cpu, bytes] = [await cpuMs(server.pid), await writtenBytes(server.pid)];
  await server.kill();
  for (const client of [...writers, observer]) client.close();
  const again = await contestant.start(directory);
  const reader = await LoadClient.openSynced(again, "plan", { keepsAll: true });
  // y-websocket's server calls a document synced that it is still loading.
  await sleep(LOADED_AFTER_MS);
  const kept = reader.ydoc.getText("body").length;
  // Motet's documents begin with a paragraph of their own.
  const own = new Y.Doc();
  if (contestant.name === "Motet") {
    const empty = await LoadClient.openSynced(again, "empty", { ydoc: own, keepsAll: true });
    empty.close();
  }
  reader.close();
  await again.kill();
  return {
    cpuMsPerThousand: ((cpu - cpuBefore) * 1_000) / edits,
    megabytes: (bytes - writtenBefore) / 1e6,
    lost: edits - (kept - own.getText("body").length),
  };
}

async function timeAcknowledgements(contestant: Contestant, directory: string): Promise<number[]> {
  const server = await contestant.start(directory);
  const writer = await LoadClient.openSynced(server, "plan");
  const text = writer.ydoc.getText("body");
  const waits: number[] = [];
  await atRate(ACKNOWLEDGED_PER_SECOND, 5, () => {
    const askedAt = performance.now();
    text.insert(text.length, "x");
    void writer.saved().then(() => waits.push(performance.now() - askedAt));
  });
  await until(() => waits.length >= ACKNOWLEDGED_PER_SECOND * 5, 10_000);
  writer.close();
  await server.kill();
  return waits;
}
