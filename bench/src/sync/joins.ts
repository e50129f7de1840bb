import { setTimeout as sleep } from "node:timers/promises";
import * as Y from "yjs";
import { Random } from "../random.js";
import { type Contestant, inDirectory, type RunningServer } from "./contestants.js";
import { LoadClient } from "./load-client.js";
import { Stopwatch } from "./observer.js";
import { atRate, until } from "./pacing.js";
import type { SyncFigure } from "./sync-figure.js";

/** As many insertions and deletions as in the trace of the automerge paper (github.com/josephg/editing-traces), and as large in Yjs: 250 kB. */
const INSERTIONS = 182_000;
const DELETIONS = 77_000;
const LONGEST_DELETION = 19;
const CARET_JUMPS_EVERY = 150;
const SMALL_UPDATES = 5_000;
const ROUNDS = 2;
/** Peers write some time after the last edit. */
const WRITTEN_AFTER_MS = 4_000;

const DOCUMENT = "long";
const NO_DISK = "y-websocket, no disk";

interface Times {
  cold: number;
  warm: number;
  hundred: number;
  worstEdit: number;
  coldAfterUpdates: number;
  reload: number;
  reconnect: number;
}

const ROWS: readonly (readonly [keyof Times, string, number])[] = [
  ["cold", "260,000 edits: cold open", 20],
  ["warm", "… warm join", 1],
  ["hundred", "… 100 joins at once, until the last is there", 120],
  ["worstEdit", "… slowest edit meanwhile", 40],
  ["coldAfterUpdates", "… cold open with 5,000 small updates more", 60],
  ["reconnect", "1,000 clients reconnect at once", 250],
  ["reload", "1,000 clients reload at once", 350],
];

/** How long those who come wait, and those who are there for them. */
export async function measureJoins(contestants: readonly Contestant[], seed: number): Promise<SyncFigure[]> {
  const long = longDocument(seed);
  const values = new Map<keyof Times, Record<string, number>>(ROWS.map(([key]) => [key, {}]));
  for (let round = 0; round < ROUNDS; round++) {
    for (const contestant of contestants) {
      const times = await inDirectory((directory) => measureOne(contestant, directory, long));
      for (const [key] of ROWS) {
        const time = times[key];
        const row = values.get(key);
        // The better of both: a machine that is busy with something else only ever adds.
        if (time !== undefined && row) row[contestant.name] = Math.min(row[contestant.name] ?? time, time);
      }
    }
  }
  return ROWS.map(([key, row, goal]) => ({ row, unit: "ms", goal, values: values.get(key) ?? {} }));
}

async function measureOne(contestant: Contestant, directory: string, long: Y.Doc): Promise<Partial<Times>> {
  const hasDisk = contestant.name !== NO_DISK;
  const length = long.getText("body").length;
  const times: Partial<Times> = {};
  let server = await contestant.start(directory);
  try {
    const author = await LoadClient.openSynced(server, DOCUMENT, { ydoc: copyOf(long) });
    await sleep(500);
    if (hasDisk) {
      await sleep(WRITTEN_AFTER_MS);
      author.close();
      await server.stop();
      server = await contestant.start(directory);
      await warmUp(server);
      times.cold = await timeJoin(server, length);
    }
    times.warm = Math.min(await timeJoin(server, length), await timeJoin(server, length));
    Object.assign(times, await timeCrowd(server, length));
    Object.assign(times, await timeReturn(server));
    if (hasDisk) {
      await typeMany(server);
      await sleep(WRITTEN_AFTER_MS);
      await server.stop();
      server = await contestant.start(directory);
      await warmUp(server);
      times.coldAfterUpdates = await timeJoin(server, length + SMALL_UPDATES);
    }
  } finally {
    await server.kill();
  }
  return times;
}

/** From the first packet to the one with which the document is whole, whenever the server says that it is synced. */
async function timeJoin(server: RunningServer, length: number): Promise<number> {
  const parts: { readonly update: Uint8Array; readonly at: number }[] = [];
  const began = performance.now();
  const client = await LoadClient.open(server, DOCUMENT);
  client.onHeard = (heard) => {
    if (heard.kind === "step2" || heard.kind === "update")
      parts.push({ update: heard.update, at: performance.now() });
  };
  await client.synced;
  const ydoc = new Y.Doc();
  let wholeAt = Number.NaN;
  const isWhole = () => {
    for (const { update, at } of parts.splice(0)) {
      Y.applyUpdate(ydoc, update);
      if (Number.isNaN(wholeAt) && ydoc.getText("body").length >= length) wholeAt = at;
    }
    return !Number.isNaN(wholeAt);
  };
  const succeeded = await until(isWhole, 20_000);
  client.close();
  if (!succeeded) throw new Error(`A join brought ${ydoc.getText("body").length} of ${length} characters`);
  return wholeAt - began;
}

async function timeCrowd(
  server: RunningServer,
  length: number,
): Promise<Pick<Times, "hundred" | "worstEdit">> {
  const stopwatch = new Stopwatch();
  const [writer, reader] = [
    await LoadClient.openSynced(server, DOCUMENT),
    await LoadClient.openSynced(server, DOCUMENT),
  ];
  reader.onHeard = stopwatch.hear;
  const text = writer.ydoc.getText("beside");
  const typing = atRate(100, 1, () => {
    stopwatch.sent(writer.ydoc.clientID, text.length);
    text.insert(text.length, "x");
  });
  await sleep(200);
  const began = performance.now();
  const joining = await Promise.all(
    Array.from({ length: 100 }, () => LoadClient.openSynced(server, DOCUMENT)),
  );
  const hundred = performance.now() - began;
  await typing;
  await until(() => stopwatch.missing === 0, 10_000);
  for (const client of [writer, reader, ...joining]) client.close();
  await timeJoin(server, length);
  return { hundred, worstEdit: Math.max(...stopwatch.latencies) };
}

/** A thousand who have everything, and a thousand who have nothing. */
async function timeReturn(server: RunningServer): Promise<Pick<Times, "reload" | "reconnect">> {
  const ydoc = new Y.Doc();
  ydoc.getText("body").insert(0, "All of them were here before. ".repeat(700));
  const author = await LoadClient.openSynced(server, "everybody", { ydoc });
  await sleep(300);
  const come = async (options: { readonly knows?: Uint8Array }): Promise<number> => {
    const began = performance.now();
    const clients = await Promise.all(
      Array.from({ length: 1_000 }, () => LoadClient.openSynced(server, "everybody", options)),
    );
    const took = performance.now() - began;
    for (const client of clients) client.close();
    await sleep(500);
    return took;
  };
  const times = { reconnect: await come({ knows: Y.encodeStateVector(ydoc) }), reload: await come({}) };
  author.close();
  return times;
}

async function typeMany(server: RunningServer): Promise<void> {
  const writer = await LoadClient.openSynced(server, DOCUMENT, { keepsAll: true });
  const reader = await LoadClient.openSynced(server, DOCUMENT);
  const stopwatch = new Stopwatch();
  reader.onHeard = stopwatch.hear;
  const text = writer.ydoc.getText("body");
  await atRate(2_500, SMALL_UPDATES / 2_500, (index) => {
    stopwatch.sent(writer.ydoc.clientID, index);
    text.insert((index * 7_919) % text.length, "y");
  });
  if (!(await until(() => stopwatch.missing === 0, 20_000))) throw new Error("Edits have not arrived");
  for (const client of [writer, reader]) client.close();
}

async function warmUp(server: RunningServer): Promise<void> {
  for (let time = 0; time < 20; time++) (await LoadClient.openSynced(server, "another")).close();
}

function copyOf(ydoc: Y.Doc): Y.Doc {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(ydoc));
  return copy;
}

/** Written as people write: at one place for a while, then at another, and taking back a few words now and then. */
function longDocument(seed: number): Y.Doc {
  const random = new Random(seed);
  const ydoc = new Y.Doc();
  ydoc.clientID = 1_000;
  const text = ydoc.getText("body");
  const deletedAtATime = (1 + LONGEST_DELETION) / 2;
  let at = 0;
  let deletions = DELETIONS;
  ydoc.transact(() => {
    for (let insertions = INSERTIONS; insertions > 0; insertions--) {
      if (random.below(CARET_JUMPS_EVERY) === 0) at = random.below(text.length + 1);
      text.insert(at, String.fromCodePoint(97 + random.below(26)));
      at += 1;
      if (random.below(INSERTIONS * deletedAtATime) < DELETIONS) {
        const length = Math.min(1 + random.below(LONGEST_DELETION), at, deletions);
        at -= length;
        text.delete(at, length);
        deletions -= length;
      }
    }
  });
  return ydoc;
}
