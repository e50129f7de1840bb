import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdir, rm, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { expect, onTestFinished, test } from "vitest";
import { openLevelStore } from "../src/index.js";
import { LevelDatabase } from "../src/level-database.js";
import { entry } from "./entries.js";
import { temporaryDirectory } from "./temporary-directory.js";

test("a directory that is not there yet is made, with those above it", async () => {
  const directory = join(await temporaryDirectory(), "one", "two");
  const store = await openLevelStore({ directory });
  await store.close();
});

test("a path that is a file, leads through one, or cannot be made is unwritable, and named", async () => {
  const folder = await temporaryDirectory();
  const file = join(folder, "file");
  await writeFile(file, "");
  for (const directory of [file, join(file, "below"), "/proc/motet"]) {
    const opening = openLevelStore({ directory });
    await expect(opening).rejects.toMatchObject({ name: "StoreError", code: "unwritable" });
    await expect(opening).rejects.toThrow(directory);
  }
  await expect(openLevelStore({ directory: file })).rejects.toThrow("it is a file");
});

test("a store that is open in this process is locked, and stays locked for others after the attempt", async () => {
  const directory = await temporaryDirectory();
  const store = await openLevelStore({ directory });
  onTestFinished(() => store.close());
  await expect(openLevelStore({ directory })).rejects.toMatchObject({ code: "locked" });
  const outcome = await openElsewhere(directory);
  expect(outcome.line).toMatch(/^failed .*already held|^failed .*Resource temporarily unavailable/);
});

test("a store that another process holds is locked and named, until that process is gone", async () => {
  const directory = await temporaryDirectory();
  const { child, line } = await openElsewhere(directory);
  expect(line).toBe("open");
  const opening = openLevelStore({ directory });
  await expect(opening).rejects.toMatchObject({ name: "StoreError", code: "locked" });
  await expect(opening).rejects.toThrow(`The directory ${directory} is in use by another process`);

  child.kill("SIGKILL");
  await once(child, "exit");
  await (await openLevelStore({ directory })).close();
});

test("a closed store can be opened again at once", async () => {
  const directory = await temporaryDirectory();
  for (let seq = 1; seq <= 3; seq += 1) {
    const store = await openLevelStore({ directory });
    await store.documents.append([{ documentId: "plan", entries: [entry(seq)] }]);
    await store.close();
  }
  const store = await openLevelStore({ directory });
  onTestFinished(() => store.close());
  expect((await store.documents.load("plan")).lastSeq).toBe(3);
});

const written = async (): Promise<string> => {
  const directory = await temporaryDirectory();
  const store = await openLevelStore({ directory });
  await store.documents.append([{ documentId: "plan", entries: [entry(1), entry(2)] }]);
  await store.close();
  return directory;
};

test("where LevelDB's own list of files is ruined or gone, it is rebuilt: nothing is lost, and it is reported", async () => {
  const ruins: Record<string, (file: string) => Promise<unknown>> = {
    "MANIFEST cut": (file) => truncate(file, 10),
    "MANIFEST gone": (file) => rm(file),
    "CURRENT empty": (file) => truncate(file, 0),
    "CURRENT to nowhere": (file) => writeFile(file, "MANIFEST-999999\n"),
    "CURRENT gone": (file) => rm(file),
  };
  for (const [name, ruin] of Object.entries(ruins)) {
    const directory = await written();
    const kind = name.split(" ")[0] ?? "";
    for (const file of await readdir(directory)) if (file.startsWith(kind)) await ruin(join(directory, file));
    const said: string[] = [];
    const store = await openLevelStore({ directory, log: { warn: (_, message) => said.push(message) } });
    expect((await store.documents.load("plan")).lastSeq, name).toBe(2);
    expect(said, name).toContain("The store's list of its files is damaged: it is rebuilt from them");
    await store.documents.append([{ documentId: "plan", entries: [entry(3)] }]);
    await store.close();
    const again = await openLevelStore({ directory });
    expect((await again.documents.load("plan")).lastSeq, name).toBe(3);
    await again.close();
  }
});

test("files that were cut off or taken away since the store was closed are named", async () => {
  const directory = await written();
  const log = (await readdir(directory)).find((name) => name.endsWith(".log")) ?? "";
  await truncate(join(directory, log), 20);
  const warnings: object[] = [];
  const store = await openLevelStore({ directory, log: { warn: (fields) => void warnings.push(fields) } });
  await store.close();
  expect(warnings[0]).toEqual({ directory, files: [log] });
});

test("a layout of a later version is refused, not misread", async () => {
  const directory = await temporaryDirectory();
  const database = await LevelDatabase.open(directory);
  await database.write([{ type: "put", key: Buffer.from([0]), value: Buffer.from("motet 99") }]);
  await database.close();
  await expect(openLevelStore({ directory })).rejects.toThrow("has the format motet 99");
});

/** Opens the directory with bare leveldown in another process; `line` is "open" or "failed" and why. */
const openElsewhere = async (directory: string) => {
  const program = `
    const level = require("leveldown")(process.argv[1]);
    level.open({}, (error) => console.log(error ? "failed " + error.message : "open"));
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ["-e", program, directory], {
    cwd: join(import.meta.dirname, ".."),
    stdio: ["ignore", "pipe", "inherit"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  const [line] = (await once(createInterface(child.stdout), "line")) as [string];
  return { child, line };
};
