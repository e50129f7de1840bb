import { mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileStoreContract } from "@motet/server/testing";
import { describe, expect, test } from "vitest";
import { DiskFiles } from "../src/files/disk-files.js";
import { temporaryDirectory } from "./running.js";

fileStoreContract(async () => {
  const directory = await temporaryDirectory();
  let store = await DiskFiles.open(directory);
  return {
    store,
    reopen: async () => {
      await store.close();
      store = await DiskFiles.open(directory);
      return store;
    },
    dispose: () => store.close(),
  };
});

describe("files on the disk", () => {
  test("what a crash left half-written is gone after the next start", async () => {
    const directory = await temporaryDirectory();
    await mkdir(join(directory, "incoming"));
    await writeFile(join(directory, "incoming", "half"), "half");
    await (await DiskFiles.open(directory)).close();
    expect(await readdir(join(directory, "incoming"))).toEqual([]);
  });

  test("a directory that cannot be written is an error that names it", async () => {
    const directory = join(await temporaryDirectory(), "file");
    await writeFile(directory, "");
    await expect(DiskFiles.open(directory)).rejects.toMatchObject({
      code: "unwritable",
      message: expect.stringContaining(directory),
    });
  });

  test("an error of the disk is a StoreError, an error of the content is its own", async () => {
    const directory = await temporaryDirectory();
    const store = await DiskFiles.open(directory);
    const broken = Object.assign(new Error("reset"), { code: "ECONNRESET", syscall: "read" });
    const content = async function* () {
      yield new Uint8Array(3);
      throw broken;
    };
    await expect(store.put("plan", content(), () => "png")).rejects.toBe(broken);
    await store.put("plan", [new Uint8Array(3)] as never, () => "png");
    const [folder = ""] = (await readdir(directory)).filter((name) => name !== "incoming");
    await store.remove("plan");
    await writeFile(join(directory, folder), "in the way");
    await expect(store.put("plan", [new Uint8Array(3)] as never, () => "png")).rejects.toMatchObject({
      name: "StoreError",
      code: "failed",
    });
    expect(await readdir(join(directory, "incoming"))).toEqual([]);
  });
});
