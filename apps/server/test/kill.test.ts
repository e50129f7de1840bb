import { join } from "node:path";
import { PowerCuts } from "@motet/store-level/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as Y from "yjs";
import { AcknowledgedWriter } from "./acknowledged-writer.js";
import { buildServer } from "./build-server.js";
import { started } from "./program.js";
import { temporaryDirectory } from "./running.js";

/** MOTET_KILLS=20 MOTET_POWER_CUTS=20 for more, MOTET_SEED=… for the same again. */
const KILLS = Number(process.env.MOTET_KILLS ?? 3);
const POWER_CUTS = Number(process.env.MOTET_POWER_CUTS ?? 2);
const SEED = Number(process.env.MOTET_SEED ?? Date.now() % 1_000_000);
const WRITERS = 8;
const DOCUMENTS = ["plan", "plan/b", "c"];
const SHORTEST_LIFE_MS = 200;
const LONGEST_LIFE_MS = 1_500;

const powerCuts = await PowerCuts.prepare();
beforeAll(buildServer, 180_000);
afterAll(async () => {
  if (typeof powerCuts !== "string") await powerCuts.dispose();
});

/** How a server ends: what goes into its environment, and what happens to its files afterwards. */
interface Ending {
  readonly environment: Readonly<Record<string, string>>;
  afterwards(storeDirectory: string, random: () => number): Promise<unknown>;
}

const KILL: Ending = { environment: {}, afterwards: () => Promise.resolve() };

/** Lets servers die under load, one after another on the same data, and looks after each whether everything that it acknowledged is there. */
const expectNothingLost = async (endings: readonly Ending[]): Promise<void> => {
  const random = mulberry32(SEED);
  const workingDirectory = await temporaryDirectory();
  const acknowledged = new Map(DOCUMENTS.map((documentId) => [documentId, new Set<string>()]));
  for (const [round, { environment, afterwards }] of endings.entries()) {
    const { host, child, exited } = await started({ workingDirectory, environment });
    const writers = Array.from({ length: WRITERS }, (_, n) => {
      const documentId = DOCUMENTS[n % DOCUMENTS.length] ?? "";
      const writer = new AcknowledgedWriter(
        `ws://${host}/sync/${encodeURIComponent(documentId)}`,
        `${round}.${n}`,
      );
      return { documentId, writer };
    });
    const life = SHORTEST_LIFE_MS + random() * (LONGEST_LIFE_MS - SHORTEST_LIFE_MS);
    await new Promise((resolve) => setTimeout(resolve, life));
    child.kill("SIGKILL");
    expect(await exited).toBeNull();
    for (const { documentId, writer } of writers) {
      // What had reached the client before the end was acknowledged, also when it is read only now.
      await writer.ended;
      for (const token of writer.acknowledged) acknowledged.get(documentId)?.add(token);
    }
    await afterwards(join(workingDirectory, "data", "leveldb"), random);
    const lost = await missing(workingDirectory, acknowledged);
    expect(lost, `seed ${SEED}, end ${round + 1} after ${Math.round(life)} ms`).toEqual([]);
  }
  const total = [...acknowledged.values()].reduce((sum, tokens) => sum + tokens.size, 0);
  console.log(`seed ${SEED}: ${endings.length} ends, ${total} edits acknowledged, 0 lost`);
  expect(total).toBeGreaterThan(endings.length * WRITERS);
};

describe("No edit that was acknowledged is lost", () => {
  test(
    `by ${KILLS} kills at random moments under load (seed ${SEED})`,
    {
      timeout: 20_000 + KILLS * 15_000,
    },
    () => expectNothingLost(Array<Ending>(KILLS).fill(KILL)),
  );

  const why = typeof powerCuts === "string" ? `: ${powerCuts}` : "";
  test.skipIf(typeof powerCuts === "string")(
    `by ${POWER_CUTS} modelled power cuts under load (seed ${SEED})${why}`,
    { timeout: 20_000 + POWER_CUTS * 15_000 },
    async () => {
      if (typeof powerCuts === "string") return;
      const endings = Array.from({ length: POWER_CUTS }, (_, round): Ending => {
        const record = powerCuts.record(`round-${round}`);
        return { environment: record.environment, afterwards: (files, random) => record.cut(files, random) };
      });
      await expectNothingLost(endings);
    },
  );
});

/** Starts the server again and looks every acknowledged token up in the documents as a reader gets them; each is there once. */
const missing = async (
  workingDirectory: string,
  acknowledged: ReadonlyMap<string, ReadonlySet<string>>,
): Promise<string[]> => {
  const { host, child, exited } = await started({ workingDirectory });
  const lost: string[] = [];
  for (const [documentId, tokens] of acknowledged) {
    if (tokens.size === 0) continue;
    const response = await fetch(
      `http://${host}/api/documents/${encodeURIComponent(documentId)}/content?format=yjs`,
    );
    const ydoc = new Y.Doc();
    Y.applyUpdate(ydoc, new Uint8Array(await response.arrayBuffer()));
    const found = ydoc.getText("body").toJSON().split(";");
    const counts = new Map<string, number>();
    for (const token of found) counts.set(`${token};`, (counts.get(`${token};`) ?? 0) + 1);
    lost.push(...[...tokens].filter((token) => counts.get(token) !== 1));
    expect(ydoc.store.pendingStructs, `${documentId} loads whole`).toBeNull();
  }
  child.kill("SIGTERM");
  expect(await exited).toBe(0);
  return lost;
};

/** A small seeded generator: numbers from 0 to 1. */
const mulberry32 = (seed: number) => (): number => {
  seed = (seed + 0x6d2b79f5) | 0;
  let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
};
