import { mkdir, writeFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { measureAged } from "./aged.js";
import { stockLexicalYjs } from "./lexical-yjs.js";
import { measureMerges } from "./merge.js";
import { motet } from "./motet.js";
import { measurePages } from "./page/measure-page.js";
import { figureTable, lossTable } from "./report.js";
import { measureSpeed } from "./speed.js";
import { measureClients } from "./sync/clients.js";
import { contestants } from "./sync/contestants.js";
import { measureDurable } from "./sync/durable.js";
import { measureFanOut } from "./sync/fan-out.js";
import { measureHighestRates } from "./sync/highest-rate.js";
import { measureHostile } from "./sync/hostile.js";
import { measureJoins } from "./sync/joins.js";
import { measureMemory } from "./sync/memory.js";
import { syncTable } from "./sync/sync-figure.js";
import { unbound } from "./unbound.js";
import { stockYProsemirror } from "./y-prosemirror.js";

const SEED = 1;
const MERGE_ROUNDS = 200;
const RESULTS = new URL("../results/", import.meta.url);

/** y-leveldb still loads a document that is called synced already: openings do not compare. */
const withoutYLeveldb = contestants.filter(({ name }) => name !== "y-websocket, y-leveldb");

interface Scenario {
  readonly about: string;
  run(): Promise<{ readonly results: object; readonly table: string }>;
}

const SCENARIOS: Readonly<Record<string, Scenario>> = {
  merge: {
    about: `What is lost when two people edit one paragraph at once, ${MERGE_ROUNDS} rounds a row`,
    async run() {
      const contestants = [...(await stockLexicalYjs()), await stockYProsemirror(), motet];
      const results = await measureMerges(contestants, { rounds: MERGE_ROUNDS, seed: SEED });
      return { results, table: lossTable(results) };
    },
  },
  speed: {
    about: "A document of 5,000 paragraphs, without a page",
    async run() {
      const results = measureSpeed([...(await stockLexicalYjs()), motet], unbound);
      return { results, table: figureTable(results) };
    },
  },
  aged: {
    about: "A document that has been worked on for long, and one that is long, without a page",
    async run() {
      const contestants = (await stockLexicalYjs()).filter(({ name }) => name.endsWith("V2"));
      const results = measureAged([...contestants, motet], unbound, SEED);
      return { results, table: figureTable(results) };
    },
  },
  page: {
    about: "Editors in real pages: keys, others' keys, opening, memory",
    async run() {
      const results = await measurePages();
      return { results, table: figureTable(results) };
    },
  },
  fanout: {
    about:
      "What an edit costs the server for each reader; servers in processes of their own, with their logs on",
    async run() {
      const results = [
        ...(await measureFanOut(withoutYLeveldb)),
        ...(await measureHighestRates(withoutYLeveldb)),
      ];
      return { results, table: syncTable(results) };
    },
  },
  joins: {
    about: "How long those who come wait for a document of 260,000 edits, and those who are there for them",
    async run() {
      const results = await measureJoins(withoutYLeveldb, SEED);
      return { results, table: syncTable(results) };
    },
  },
  durable: {
    about: "What it costs to keep edits, and what is left of them after SIGKILL",
    async run() {
      const results = await measureDurable(contestants.filter(({ name }) => name !== "y-websocket, no disk"));
      return { results, table: syncTable(results) };
    },
  },
  hostile: {
    about: "What readers who take nothing cost, and what a flood does to others",
    async run() {
      const results = await measureHostile(withoutYLeveldb);
      return { results, table: syncTable(results) };
    },
  },
  client: {
    about:
      "How long edits wait to be confirmed, and a thousand people after a restart; each server with its own client",
    async run() {
      const results = await measureClients(contestants.filter(({ name }) => !name.startsWith("y-websocket")));
      return { results, table: syncTable(results) };
    },
  },
  memory: {
    about: "What an open document costs that nobody edits",
    async run() {
      const results = await measureMemory(contestants);
      return { results, table: syncTable(results) };
    },
  },
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in SCENARIOS));
if (unknown.length > 0) {
  console.error(`No such benchmark: ${unknown.join(", ")}. There are: ${Object.keys(SCENARIOS).join(", ")}.`);
  process.exit(2);
}

for (const [name, { about, run }] of Object.entries(SCENARIOS)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  console.log(`\n${name}: ${about}\n`);
  const began = performance.now();
  const { results, table } = await run();
  console.log(table);
  const seconds = Math.round((performance.now() - began) / 1000);
  const machine = { node: process.versions.node, cpus: availableParallelism() };
  const file = new URL(`${name}.json`, RESULTS);
  await mkdir(RESULTS, { recursive: true });
  await writeFile(
    file,
    `${JSON.stringify({ scenario: name, at: new Date().toISOString(), seconds, seed: SEED, machine, results }, null, 2)}\n`,
  );
  console.log(`\n${seconds} s; kept in bench/results/${name}.json`);
}
