import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { documentAt, unpackEntries } from "@motet/server";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import * as Y from "yjs";
import { openLevelStore } from "../src/index.js";
import { PowerCuts } from "../src/testing/index.js";
import { buildPackage } from "./build-package.js";
import { randomOf } from "./random.js";
import { temporaryDirectory } from "./temporary-directory.js";

/** MOTET_CRASHES=100 for more, MOTET_SEED=… for the same again. */
const CRASHES = Number(process.env.MOTET_CRASHES ?? 6);
const SEED = Number(process.env.MOTET_SEED ?? Date.now() % 1_000_000);
const DOCUMENTS = ["plan", "plan/b", "c"];
const WRITERS = 6;

let powerCuts: PowerCuts | string = "";
beforeAll(async () => {
  await buildPackage();
  powerCuts = await PowerCuts.prepare();
  if (typeof powerCuts === "string") console.log(`Without power cuts: ${powerCuts}`);
}, 180_000);
afterAll(async () => {
  if (typeof powerCuts !== "string") await powerCuts.dispose();
});

const METHODS = ["append", "checkpoint", "load"] as const;
const MOMENTS = ["before", "during", "after"] as const;
/** By then rooms have been closed and opened again several times. */
const LAST_CALL = { append: 300, checkpoint: 40, load: 8 } as const;

test(`4.1, 7.2: ${CRASHES} crashes inside commits, checkpoints and unloading lose nothing that was durable, nor any of the past (seed ${SEED})`, {
  timeout: 60_000 + CRASHES * 10_000,
}, async () => {
  const random = randomOf(SEED);
  const directory = await temporaryDirectory();
  const durable = new Map(DOCUMENTS.map((documentId) => [documentId, new Set<string>()]));
  let cuts = 0;
  for (let round = 1; round <= CRASHES; round += 1) {
    const method = METHODS[round % METHODS.length] ?? "append";
    const kill = {
      method,
      moment: random.of(MOMENTS),
      call: 1 + random.below(LAST_CALL[method]),
      afterMs: random() * 3,
    };
    // Every third crash is inside a sync, which no JavaScript can see.
    const atSync = { sync: 5 + random.below(200), isAfter: random() < 0.5 };
    const isPowerCut = typeof powerCuts !== "string" && random() < 0.6;
    const power =
      typeof powerCuts === "string"
        ? null
        : powerCuts.record(`round-${round}`, round % 3 === 0 ? atSync : undefined);
    const where = `seed ${SEED}, round ${round}: ${JSON.stringify(round % 3 === 0 ? atSync : kill)}, ${isPowerCut ? "power cut" : "kill"}`;

    const plan = { directory, round, kill, documentIds: DOCUMENTS, writers: WRITERS };
    await untilItDies(plan, power?.environment ?? {}, durable);
    if (isPowerCut && power) {
      cuts += 1;
      await power.cut(directory, random);
    }
    await expectEverything(directory, durable, where);
  }
  const total = [...durable.values()].reduce((sum, tokens) => sum + tokens.size, 0);
  console.log(`seed ${SEED}: ${CRASHES} crashes (${cuts} power cuts), ${total} edits durable, 0 lost`);
  expect(total).toBeGreaterThan(CRASHES);
});

const untilItDies = async (
  plan: object,
  environment: Readonly<Record<string, string>>,
  durable: ReadonlyMap<string, Set<string>>,
): Promise<void> => {
  const child = spawn(
    process.execPath,
    [join(import.meta.dirname, "crashing-child.mjs"), JSON.stringify(plan)],
    { env: { PATH: process.env.PATH ?? "", ...environment }, stdio: ["ignore", "pipe", "inherit"] },
  );
  onTestFinished(() => void child.kill("SIGKILL"));
  const exited = once(child, "exit");
  // Lines that were still in the pipe at the kill are promises too: read to the end.
  for await (const line of createInterface(child.stdout)) {
    const at = line.lastIndexOf(" ");
    durable.get(line.slice(0, at))?.add(line.slice(at + 1));
  }
  expect(await exited).toEqual([null, "SIGKILL"]);
};

/** Each durable token is there once, every entry is in the log or the past, and the past ends in the same document. */
const expectEverything = async (
  directory: string,
  durable: ReadonlyMap<string, ReadonlySet<string>>,
  where: string,
): Promise<void> => {
  const warnings: object[] = [];
  const store = await openLevelStore({ directory, log: { warn: (fields) => void warnings.push(fields) } });
  try {
    for (const [documentId, tokens] of durable) {
      const { checkpoint, entries, lastSeq, damage } = await store.documents.load(documentId);
      expect(damage, where).toBeNull();
      const present = new Y.Doc();
      if (checkpoint) Y.applyUpdate(present, checkpoint.state);
      for (const { update } of entries) Y.applyUpdate(present, update);
      const text = present.getText("body").toString();
      expect(present.store.pendingStructs, where).toBeNull();
      const counts = new Map<string, number>();
      for (const token of text.split(";")) counts.set(`${token};`, (counts.get(`${token};`) ?? 0) + 1);
      expect(
        [...tokens].filter((token) => counts.get(token) !== 1),
        `${where}, ${documentId}`,
      ).toEqual([]);

      const seqs: number[] = [];
      for await (const part of store.documents.history(documentId))
        if (part.kind === "segment") seqs.push(...unpackEntries(part.packed).map(({ seq }) => seq));
      seqs.push(...entries.map(({ seq }) => seq));
      expect(seqs, `${where}, ${documentId}`).toEqual(
        Array.from({ length: lastSeq }, (_, index) => index + 1),
      );
      const past = await documentAt(store.documents, documentId, { kind: "seq", seq: lastSeq });
      const rebuilt = new Y.Doc();
      if (past.update) Y.applyUpdate(rebuilt, past.update);
      expect(rebuilt.getText("body").toString(), where).toBe(text);
    }
    expect(warnings, where).toEqual([]);
  } finally {
    await store.close();
  }
};
