import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { EMPTY_DOCUMENT } from "@motet/model";
import { openLevelStore } from "@motet/store-level";
import { expect, test } from "vitest";
import * as Y from "yjs";
import { runHistory } from "../src/history/run-history.js";
import { running, temporaryDirectory } from "./running.js";

const history = async (workingDirectory: string, ...flags: string[]) => {
  let out = "";
  const said: string[] = [];
  const sources = { flags, environment: {}, envFile: null, workingDirectory };
  const code = await runHistory(sources, { out: (text) => (out += text), say: (line) => said.push(line) });
  return { code, out, said: said.join("\n") };
};

/** A data directory in which the document "plan" was written, word by word, and a word of it deleted; the time of each entry. */
const written = async (): Promise<{ directory: string; times: number[] }> => {
  const directory = await temporaryDirectory();
  const motet = await running({ directory: join(directory, "data") });
  const json = (body: object) => ({ method: "POST" as const, payload: body });
  await motet.app.inject({ url: "/api/documents", ...json({ id: "plan", title: "A plan" }) });
  await motet.close();

  const store = await openLevelStore({ directory: join(directory, "data", "leveldb") });
  const ydoc = new Y.Doc();
  Y.applyUpdate(ydoc, EMPTY_DOCUMENT);
  const { entries } = await store.documents.load("plan");
  for (const { update } of entries) Y.applyUpdate(ydoc, update);
  let seq = entries.length;
  const times: number[] = [];
  const write = async (change: () => void) => {
    const before = Y.encodeStateVector(ydoc);
    change();
    seq += 1;
    const time = Date.UTC(2100, 0, 1, 12, times.length);
    times.push(time);
    const update = Y.encodeStateAsUpdate(ydoc, before);
    await store.documents.append([{ documentId: "plan", entries: [{ seq, time, author: "ada", update }] }]);
  };
  const body = ydoc.getText("body");
  await write(() => body.insert(body.length, "Buy a secret present. "));
  await write(() => body.delete(body.toString().indexOf("secret"), "secret ".length));
  await write(() => body.insert(body.length, "And rest."));
  await store.close();
  return { directory, times };
};

test("the text of any moment is written, also what was deleted later", async () => {
  const { directory, times } = await written();
  const at = (time: number) => new Date(time).toISOString();
  const then = await history(
    directory,
    "--document",
    "plan",
    "--at",
    at(times[0] ?? 0),
    "--text",
    "then.txt",
  );
  expect(then).toMatchObject({ code: 0, out: "" });
  expect(await readFile(join(directory, "then.txt"), "utf8")).toContain("Buy a secret present.");
  const later = await history(
    directory,
    "--document",
    "plan",
    "--at",
    at((times[2] ?? 0) - 1),
    "--text",
    "-",
  );
  expect(later.out).toContain("Buy a present.");
  expect(later.out).not.toContain("And rest.");
  expect(later.said).toContain(at(times[1] ?? 0));
});

test("the state of any moment is written as a Yjs update that loads whole", async () => {
  const { directory } = await written();
  const { code } = await history(directory, "--document", "plan", "--seq", "2", "--yjs", "plan.yjs");
  expect(code).toBe(0);
  const ydoc = new Y.Doc();
  Y.applyUpdate(ydoc, await readFile(join(directory, "plan.yjs")));
  expect(ydoc.store.pendingStructs).toBeNull();
  expect(ydoc.getText("body").toString()).toContain("Buy a secret present.");
});

test("without a moment the stretches that are kept are listed, with times and authors", async () => {
  const { directory } = await written();
  const { code, out } = await history(directory, "--document", "plan");
  expect(code).toBe(0);
  expect(out).toMatch(/^1–4\t\S+Z – 2100-01-01T12:02:00\.000Z\t.*ada\n$/);
});

test("what cannot be answered is said, with an exit code", async () => {
  const { directory } = await written();
  const rebuild = ["--seq", "1", "--text", "-"];
  expect(await history(directory, "--document", "nobody", ...rebuild)).toMatchObject({ code: 1, out: "" });
  expect(await history(directory)).toMatchObject({ code: 2, said: expect.stringContaining("--document") });
  expect(await history(directory, "--document", "plan", "--at", "yesterday")).toMatchObject({ code: 2 });
  expect(await history(directory, "--document", "plan", "--seq", "1")).toMatchObject({ code: 2 });
  expect(await history(directory, "--document", "plan", "--wrong")).toMatchObject({ code: 2 });
  expect((await history(directory, "--help")).out).toContain("--document");
  const store = await openLevelStore({ directory: join(directory, "data", "leveldb") });
  const locked = await history(directory, "--document", "plan", ...rebuild);
  expect(locked).toMatchObject({ code: 1, said: expect.stringContaining("Stop the server first") });
  await store.close();
});
