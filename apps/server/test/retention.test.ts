import { join } from "node:path";
import { type LogEntry, packEntries } from "@motet/server";
import { type LevelStore, openLevelStore } from "@motet/store-level";
import { expect, test, vi } from "vitest";
import * as Y from "yjs";
import type { Config } from "../src/index.js";
import { running, temporaryDirectory } from "./running.js";

const LONG_AGO = Date.UTC(2020, 0, 1);
const DAY_MS = 24 * 60 * 60_000;
const SEGMENTS = 8;

const openStore = (directory: string): Promise<LevelStore> =>
  openLevelStore({ directory: join(directory, "leveldb") });

/** A document with a past: eight merged stretches of long ago, and a log that is due to be merged. */
const writeThePast = async (directory: string): Promise<void> => {
  const motet = await running({ directory });
  await motet.app.inject({ method: "POST", url: "/api/documents", payload: { id: "plan", title: "A plan" } });
  await motet.close();
  const store = await openStore(directory);
  const { entries } = await store.documents.load("plan");
  const ydoc = new Y.Doc();
  for (const { update } of entries) Y.applyUpdate(ydoc, update);
  let seq = entries.length;
  let unmerged: LogEntry[] = [...entries];
  const write = async (text: string, time: number) => {
    const before = Y.encodeStateVector(ydoc);
    ydoc.getText("notes").insert(0, text);
    seq += 1;
    const entry = { seq, time, author: "ada", update: Y.encodeStateAsUpdate(ydoc, before) };
    await store.documents.append([{ documentId: "plan", entries: [entry] }]);
    unmerged.push(entry);
  };
  for (let stretch = 0; stretch < SEGMENTS; stretch++) {
    const time = LONG_AGO + stretch * DAY_MS;
    await write(`Stretch ${stretch}. `, time);
    const range = { from: unmerged[0]?.seq ?? 0, through: seq };
    const packed = packEntries(unmerged);
    await store.documents.checkpoint(
      "plan",
      { state: Y.encodeStateAsUpdate(ydoc), upTo: seq, time, owners: NOTHING, summary: NOTHING },
      { range, fromTime: time, throughTime: time, authors: ["ada"], packed },
    );
    unmerged = [];
  }
  await write("x".repeat(300_000), LONG_AGO + SEGMENTS * DAY_MS);
  await store.close();
};

const NOTHING = new Uint8Array();

/** A rename is enough for the log to be merged; resolves when it has been. */
const mergeTheLog = async (directory: string, config: Partial<Config>): Promise<void> => {
  const motet = await running({ directory, config });
  const renamed = await motet.app.inject({
    method: "PATCH",
    url: "/api/documents/plan",
    payload: { title: "The same plan" },
  });
  expect(renamed.statusCode).toBe(200);
  await vi.waitFor(
    async () => {
      const { body } = await motet.app.inject({ url: "/metrics" });
      expect(body).toContain("motet_checkpoint_seconds_count 1");
    },
    { timeout: 20_000 },
  );
  await motet.close();
};

test.each<[string, Partial<Config>, boolean]>([
  ["all of the past is kept", {}, true],
  ["what is older than HISTORY_DAYS goes", { historyMs: DAY_MS }, false],
  ["what is beyond HISTORY_MEGABYTES goes, the oldest first", { historyBytes: 1 }, false],
])("%s, and nothing of the document", async (_name, config, isKept) => {
  const directory = await temporaryDirectory();
  await writeThePast(directory);
  await mergeTheLog(directory, config);
  const store = await openStore(directory);
  const { checkpoint, damage } = await store.documents.load("plan");
  expect(damage).toBeNull();
  const ydoc = new Y.Doc();
  Y.applyUpdate(ydoc, checkpoint?.state ?? NOTHING);
  expect(ydoc.getText("notes").toString()).toContain("Stretch 0. ");
  let segments = 0;
  let first = Number.POSITIVE_INFINITY;
  for await (const part of store.documents.history("plan")) {
    if (part.kind !== "segment") continue;
    segments += 1;
    first = Math.min(first, part.range.from);
  }
  await store.close();
  if (isKept) expect([first, segments]).toEqual([1, SEGMENTS + 1]);
  else {
    expect(first).toBeGreaterThan(1);
    expect(segments).toBeLessThan(SEGMENTS);
    expect(segments).toBeGreaterThan(0);
  }
});
