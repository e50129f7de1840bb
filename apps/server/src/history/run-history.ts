import { writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { EMPTY_DOCUMENT, toPlainText } from "@motet/model";
import { type DocumentStore, documentAt, mergeUpdates, StoreError } from "@motet/server";
import { openLevelStore } from "@motet/store-level";
import * as Y from "yjs";
import { readConfig } from "../settings/config.js";
import type { Sources } from "../settings/sources.js";
import { HISTORY_HELP, type HistoryRequest, readHistoryRequest } from "./request.js";

const EXIT = { done: 0, failed: 1, badUse: 2 } as const;

export interface HistoryOutput {
  /** What was asked for. */
  out(text: string): void;
  /** What is said about it. */
  say(line: string): void;
}

/** The command `npm run history`. Resolves with its exit code. */
export const runHistory = async (sources: Sources, output: HistoryOutput): Promise<number> => {
  const outcome = readHistoryRequest(sources.flags);
  switch (outcome.kind) {
    case "help":
      output.out(HISTORY_HELP);
      return EXIT.done;
    case "invalid":
      output.say(`${outcome.problem} --help says more.`);
      return EXIT.badUse;
    case "request":
  }
  const config = readConfig({ ...sources, flags: outcome.settings });
  if (config.kind !== "config") {
    for (const problem of config.kind === "invalid" ? config.problems : []) output.say(problem);
    return EXIT.badUse;
  }
  try {
    const log = {
      warn: (fields: object, message: string) => output.say(`${message}: ${JSON.stringify(fields)}`),
    };
    const store = await openLevelStore({ directory: config.config.storeDirectory, log });
    try {
      return await answer(outcome.request, store.documents, sources.workingDirectory, output);
    } finally {
      await store.close();
    }
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    output.say(`${error.message}.${error.code === "locked" ? " Stop the server first." : ""}`);
    return EXIT.failed;
  }
};

const answer = (
  request: HistoryRequest,
  store: DocumentStore,
  workingDirectory: string,
  output: HistoryOutput,
): Promise<number> => {
  switch (request.kind) {
    case "list":
      return list(request.documentId, store, output);
    case "rebuild":
      return rebuild(request, store, workingDirectory, output);
  }
};

const list = async (documentId: string, store: DocumentStore, output: HistoryOutput): Promise<number> => {
  const { entries } = await store.load(documentId);
  let through = 0;
  for await (const part of store.history(documentId)) {
    if (part.kind === "checkpoint") continue;
    through = Math.max(through, part.range.through);
    output.out(stretch(part.range.from, part.range.through, part.fromTime, part.throughTime, part.authors));
  }
  const rest = entries.filter(({ seq }) => seq > through);
  const first = rest[0];
  const last = rest.at(-1);
  if (first && last) {
    const authors = [...new Set(rest.map(({ author }) => author))];
    output.out(stretch(first.seq, last.seq, first.time, last.time, authors));
  } else if (through === 0) output.say(`Nothing is kept of the past of ${JSON.stringify(documentId)}.`);
  return EXIT.done;
};

const rebuild = async (
  { documentId, moment, yjsFile, textFile }: Extract<HistoryRequest, { kind: "rebuild" }>,
  store: DocumentStore,
  workingDirectory: string,
  output: HistoryOutput,
): Promise<number> => {
  const past = await documentAt(store, documentId, moment);
  if (past.update === null) {
    output.say(`Of ${JSON.stringify(documentId)} nothing had been written by then, or nothing is kept.`);
    return EXIT.failed;
  }
  // Every document begins with it, and it is stored with none.
  const state = mergeUpdates([EMPTY_DOCUMENT, past.update]);
  if (yjsFile !== null) await writeFile(resolve(workingDirectory, yjsFile), state);
  if (textFile !== null) {
    const ydoc = new Y.Doc();
    Y.applyUpdate(ydoc, state);
    const text = `${toPlainText(ydoc)}\n`;
    if (textFile === "-") output.out(text);
    else await writeFile(resolve(workingDirectory, textFile), text);
  }
  const time = past.time === null ? "" : `, written ${new Date(past.time).toISOString()}`;
  output.say(`${JSON.stringify(documentId)} through entry ${past.seq}${time}.`);
  if (!past.isWhole) output.say("Some entries before it are lost: what builds on them is missing.");
  return EXIT.done;
};

const stretch = (
  from: number,
  through: number,
  fromTime: number,
  throughTime: number,
  authors: readonly (string | null)[],
): string =>
  `${from}–${through}\t${new Date(fromTime).toISOString()} – ${new Date(throughTime).toISOString()}\t` +
  `${authors.map((author) => author ?? "(not signed in)").join(", ")}\n`;
