import { setTimeout as sleep } from "node:timers/promises";
import { type Contestant, type RunningServer, withServer } from "./contestants.js";
import { LoadClient } from "./load-client.js";
import { Stopwatch } from "./observer.js";
import { atRate, percentile, until } from "./pacing.js";
import { residentBytes } from "./processes.js";
import type { SyncFigure } from "./sync-figure.js";

/** One document for each slow reader: together 200 MB of edits. */
const SLOW_READERS = 10;
const PASTE_BYTES = 100_000;
const PASTES = 200;

const HONEST_EDITS_PER_SECOND = 50;
const FLOOD_SECONDS = 6;
const MESSAGES_PER_STEP = 200;

type Row = Record<string, number>;

/** What readers who take nothing cost in memory, and what a flood does to others. */
export async function measureHostile(contestants: readonly Contestant[]): Promise<SyncFigure[]> {
  const [peak, slow, delay, cutOff]: [Row, Row, Row, Row] = [{}, {}, {}, {}];
  for (const contestant of contestants) {
    const control = await withServer(contestant, (server) => peakMegabytes(server, false));
    const paused = await withServer(contestant, (server) => peakMegabytes(server, true));
    peak[contestant.name] = paused;
    slow[contestant.name] = paused - control;
    const flood = await withServer(contestant, standFlood);
    delay[contestant.name] = flood.p99Ms;
    if (flood.cutOffMs !== null) cutOff[contestant.name] = flood.cutOffMs;
  }
  const edits = (SLOW_READERS * PASTES * PASTE_BYTES) / 1e6;
  return [
    {
      row: `${SLOW_READERS} sockets that read nothing of ${edits} MB: memory of the server at its highest`,
      unit: "MB",
      values: peak,
    },
    {
      row: "… above a run without them",
      unit: "MB",
      goal: 32,
      values: slow,
    },
    { row: "beside a flood of small messages: delay of others, p99", unit: "ms", goal: 200, values: delay },
    {
      row: "… until the flooder is closed (empty: never)",
      unit: "ms",
      goal: 2_000,
      values: cutOff,
    },
  ];
}

async function peakMegabytes(server: RunningServer, withSlowReaders: boolean): Promise<number> {
  const clients: LoadClient[] = [];
  const writers: LoadClient[] = [];
  for (let index = 0; index < SLOW_READERS; index++) {
    const writer = await LoadClient.openSynced(server, `room-${index}`);
    writers.push(writer);
    clients.push(writer);
    if (!withSlowReaders) continue;
    const reader = await LoadClient.openSynced(server, `room-${index}`);
    reader.socket.pause();
    clients.push(reader);
  }
  let peak = 0;
  const text = "x".repeat(PASTE_BYTES);
  for (let paste = 0; paste < PASTES; paste++) {
    for (const { ydoc } of writers) ydoc.getText("body").insert(0, text);
    await until(() => writers.every(({ socket }) => socket.bufferedAmount === 0), 20_000);
    peak = Math.max(peak, await residentBytes(server.pid));
    // Less than a server takes: what is measured is not its own backlog.
    await sleep(30);
  }
  for (const end = performance.now() + 2_000; performance.now() < end; await sleep(50))
    peak = Math.max(peak, await residentBytes(server.pid));
  for (const client of clients) client.close();
  return peak / 1e6;
}

async function standFlood(server: RunningServer): Promise<{ p99Ms: number; cutOffMs: number | null }> {
  const stopwatch = new Stopwatch();
  const [writer, reader, flooder] = [
    await LoadClient.openSynced(server, "plan"),
    await LoadClient.openSynced(server, "plan"),
    await LoadClient.openSynced(server, "plan"),
  ];
  reader.onHeard = stopwatch.hear;
  const began = performance.now();
  let cutOffMs: number | null = null;
  flooder.socket.once("close", () => {
    cutOffMs = performance.now() - began;
  });
  const text = writer.ydoc.getText("body");
  const flood = flooder.ydoc.getText("flood");
  const typing = atRate(HONEST_EDITS_PER_SECOND, FLOOD_SECONDS, () => {
    stopwatch.sent(writer.ydoc.clientID, text.length);
    text.insert(text.length, "x");
  });
  for (
    const end = began + FLOOD_SECONDS * 1_000;
    performance.now() < end && cutOffMs === null;
    await sleep(1)
  ) {
    for (let count = 0; count < MESSAGES_PER_STEP; count++) flood.insert(0, "x");
  }
  await typing;
  await until(() => stopwatch.missing === 0, 60_000);
  for (const client of [writer, reader, flooder]) client.close();
  return { p99Ms: percentile(stopwatch.latencies, 0.99), cutOffMs };
}
