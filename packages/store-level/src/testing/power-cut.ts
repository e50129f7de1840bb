import { execFile } from "node:child_process";
import { mkdtemp, open, readdir, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

/** Beside the source also where this file has been built. */
const SOURCE = fileURLToPath(new URL("../../src/testing/power-cut.c", import.meta.url));

/** Where a process is to be killed: at one of its syncs, counted from 1, or at once after it has succeeded. */
export interface KillPoint {
  readonly sync: number;
  readonly isAfter: boolean;
}

/** What one process has on disk, as a power cut would leave it. */
export interface PowerRecord {
  /** For the environment of the process. */
  readonly environment: Readonly<Record<string, string>>;
  /**
   * Takes from the files of a folder what the process, which has been killed, did not sync. Of each such file a random part stays, as the disk may have
   * written it already; `random`: 0 ≤ x < 1. Resolves with the number of bytes that are gone.
   */
  cut(directory: string, random: () => number): Promise<number>;
}

/** A model of power cuts: a library that is loaded before all others notes what has been synced. */
export class PowerCuts {
  private constructor(private readonly directory: string) {}

  /** Resolves with why there is none: it takes Linux and a C compiler. */
  static async prepare(): Promise<PowerCuts | string> {
    if (process.platform !== "linux")
      return `power cuts are modelled on Linux only, this is ${process.platform}`;
    const directory = await mkdtemp(join(tmpdir(), "motet-power-"));
    const cuts = new PowerCuts(directory);
    try {
      await promisify(execFile)("cc", ["-shared", "-fPIC", "-O1", "-o", cuts.#library, SOURCE, "-ldl"]);
      return cuts;
    } catch (error) {
      await cuts.dispose();
      return `no C compiler to model power cuts with: ${(error as Error).message}`;
    }
  }

  get #library(): string {
    return join(this.directory, "power-cut.so");
  }

  /** For one process. `name`: another one for each. */
  record(name: string, killAt?: KillPoint): PowerRecord {
    const file = join(this.directory, name);
    return {
      environment: {
        LD_PRELOAD: this.#library,
        POWER_CUT_RECORD: file,
        ...(killAt && { POWER_CUT_KILL_SYNC: `${killAt.sync}${killAt.isAfter ? "+" : ""}` }),
      },
      cut: async (directory, random) => cutTo(await durableSizes(file), directory, random),
    };
  }

  dispose(): Promise<void> {
    return rm(this.directory, { recursive: true, force: true });
  }
}

/** By inode, of the files that the process has created. */
const durableSizes = async (record: string): Promise<ReadonlyMap<number, number>> => {
  const sizes = new Map<number, number>();
  for (const line of (await readFile(record, "utf8")).split("\n")) {
    const [inode, size] = line.split(" ").map(Number);
    if (inode === undefined || size === undefined) continue;
    if (size === 0 || sizes.has(inode)) sizes.set(inode, size);
  }
  return sizes;
};

const cutTo = async (
  durable: ReadonlyMap<number, number>,
  directory: string,
  random: () => number,
): Promise<number> => {
  let gone = 0;
  for (const name of (await readdir(directory)).sort()) {
    const path = join(directory, name);
    const { ino, size } = await stat(path);
    const synced = durable.get(ino);
    if (synced === undefined || synced >= size) continue;
    const kept = random() < 0.5 ? synced : synced + Math.floor(random() * (size - synced));
    const file = await open(path, "r+");
    await file.truncate(kept);
    await file.close();
    gone += size - kept;
  }
  return gone;
};
