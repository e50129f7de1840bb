import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { beforeAll, expect, onTestFinished, test } from "vitest";
import { openLevelStore } from "../src/index.js";
import { buildPackage } from "./build-package.js";
import { temporaryDirectory } from "./temporary-directory.js";

beforeAll(buildPackage, 120_000);

const ROUNDS = 5;

test("a process that is killed in mid-append has kept everything whose append had resolved, and no gap", async () => {
  const directory = await temporaryDirectory();
  const acknowledged = new Map<string, number>();
  for (let round = 1; round <= ROUNDS; round += 1) {
    // Between 20 and 420 acknowledgements, then at once: whatever is being written at that moment is cut.
    const seed = round;
    await appendUntil(directory, 20 + ((seed * 7919) % 400), acknowledged);
    const store = await openLevelStore({ directory });
    for (const [documentId, seq] of acknowledged) {
      const { lastSeq, entries } = await store.documents.load(documentId);
      expect(lastSeq, `round ${round}, ${documentId}`).toBeGreaterThanOrEqual(seq);
      expect(entries.map((entry) => entry.seq)).toEqual(
        Array.from({ length: lastSeq }, (_, index) => index + 1),
      );
      for (const { seq: n, update } of entries) {
        expect(new TextDecoder().decode(update)).toBe(`${documentId} ${n} ${"x".repeat(n % 97)}`);
      }
      acknowledged.set(documentId, lastSeq);
    }
    await store.close();
  }
  const total = [...acknowledged.values()].reduce((sum, seq) => sum + seq, 0);
  console.log(`${ROUNDS} kills, ${total} entries on disk, 0 acknowledged entries lost`);
}, 60_000);

/** Lets a child append to several documents; kills it after so many acknowledgements and notes the last of each document. */
const appendUntil = async (
  directory: string,
  count: number,
  acknowledged: Map<string, number>,
): Promise<void> => {
  const child = spawn(process.execPath, [join(import.meta.dirname, "appending-child.mjs"), directory], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  const exited = once(child, "exit");
  let seen = 0;
  // Lines that were still in the pipe at the kill are acknowledgements too: read to the end.
  for await (const line of createInterface(child.stdout)) {
    const [documentId = "", seq = ""] = line.split(" ");
    acknowledged.set(documentId, Number(seq));
    seen += 1;
    if (seen === count) child.kill("SIGKILL");
  }
  await exited;
  expect(seen).toBeGreaterThanOrEqual(count);
};
