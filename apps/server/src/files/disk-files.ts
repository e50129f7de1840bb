import { createHash, randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, open, readdir, rename, rm, stat, unlink } from "node:fs/promises";
import { dirname, join } from "node:path";
import {
  type FileStore,
  type FileUsage,
  isFileName,
  type KeptFile,
  type OpenedFile,
  type ReceivedFile,
  StoreError,
} from "@motet/server";
import { asStoreError, orNull } from "./file-error.js";
import { receiveFile } from "./receive-file.js";

/**
 * Files in a directory: `<SHA-256 of the document's id>/<name>`. What comes in is written to `incoming`, synced, and only then given its name: what has a name is
 * whole. What a crash left in `incoming` is deleted at the next start.
 */
export class DiskFiles implements FileStore {
  readonly #underWay = new Set<Promise<unknown>>();
  /** What documents have, the latest asked last. Each also ends the turn of whoever places or removes files there. */
  readonly #usages = new Map<string, Promise<FileUsage>>();
  #isClosed = false;

  private constructor(private readonly directory: string) {}

  /** Rejects with a `StoreError` "unwritable". The directory has to belong to this process alone. */
  static async open(directory: string): Promise<DiskFiles> {
    try {
      await rm(join(directory, INCOMING), { recursive: true, force: true });
      await mkdir(join(directory, INCOMING), { recursive: true });
      await syncDirectory(directory);
    } catch (cause) {
      throw new StoreError("unwritable", `Files cannot be kept in ${directory}`, { cause });
    }
    return new DiskFiles(directory);
  }

  put(
    documentId: string,
    content: AsyncIterable<Uint8Array>,
    judge: (file: ReceivedFile) => string,
  ): Promise<KeptFile> {
    return this.#run(async () => {
      const path = join(this.directory, INCOMING, randomUUID());
      try {
        const { hash, head, bytes } = await receiveFile(path, content);
        return await this.#inTurn(documentId, async (folder, usage) => {
          const name = `${hash}.${judge({ head, bytes, usage })}`;
          const isNew = (await asStoreError(() => orNull(() => stat(join(folder, name))))) === null;
          await asStoreError(() => place(path, join(folder, name)));
          return {
            result: { name, bytes },
            usage: isNew ? { files: usage.files + 1, bytes: usage.bytes + bytes } : usage,
          };
        });
      } catch (error) {
        await asStoreError(() => orNull(() => unlink(path)));
        throw error;
      }
    });
  }

  open(documentId: string, name: string): Promise<OpenedFile | null> {
    return this.#run(async () => {
      if (!isFileName(name)) return null;
      const path = join(this.#folderOf(documentId), name);
      const found = await asStoreError(() => orNull(() => stat(path)));
      return found === null ? null : { name, bytes: found.size, content: contentOf(path) };
    });
  }

  usage(documentId: string): Promise<FileUsage> {
    return this.#run(() => this.#inTurn(documentId, async (_, usage) => ({ result: usage, usage })));
  }

  remove(documentId: string): Promise<void> {
    return this.#run(() =>
      this.#inTurn(documentId, async (folder) => {
        await asStoreError(() => rm(folder, { recursive: true, force: true }));
        return { result: undefined, usage: { files: 0, bytes: 0 } };
      }),
    );
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.allSettled(this.#underWay);
  }

  /** One after the other for each document; the folder is walked where nobody has asked lately, or a turn has failed. */
  async #inTurn<Result>(
    documentId: string,
    work: (folder: string, usage: FileUsage) => Promise<{ result: Result; usage: FileUsage }>,
  ): Promise<Result> {
    const folder = this.#folderOf(documentId);
    const before = this.#usages.get(folder);
    const turn = (async () => {
      const known = await before?.catch(() => undefined);
      return work(folder, known ?? (await asStoreError(() => walk(folder))));
    })();
    const after = turn.then(({ usage }) => usage);
    this.#usages.delete(folder);
    this.#usages.set(folder, after);
    after.catch(() => undefined);
    try {
      return (await turn).result;
    } finally {
      this.#forgetSettled(folder, after);
    }
  }

  /** Only who was asked last may be forgotten: others may wait for it. */
  #forgetSettled(folder: string, settled: Promise<FileUsage>): void {
    if (this.#usages.size > KNOWN_USAGES && this.#usages.get(folder) === settled) this.#usages.delete(folder);
  }

  #folderOf(documentId: string): string {
    return join(this.directory, createHash("sha256").update(documentId).digest("hex"));
  }

  async #run<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.#isClosed) throw new StoreError("closed", "The files have been closed");
    const done = work();
    this.#underWay.add(done);
    try {
      return await done;
    } finally {
      this.#underWay.delete(done);
    }
  }
}

const INCOMING = "incoming";

/** Of how many documents it is remembered what they have. */
const KNOWN_USAGES = 1_000;

const walk = async (folder: string): Promise<FileUsage> => {
  const names = (await orNull(() => readdir(folder))) ?? [];
  let bytes = 0;
  for (const name of names) bytes += (await orNull(() => stat(join(folder, name))))?.size ?? 0;
  return { files: names.length, bytes };
};

/** A rename over the same bytes changes nothing; both directories are synced, so that the name survives too. */
const place = async (from: string, to: string): Promise<void> => {
  const folder = dirname(to);
  await mkdir(folder, { recursive: true });
  await rename(from, to);
  await syncDirectory(folder);
  await syncDirectory(dirname(folder));
};

async function* contentOf(path: string): AsyncGenerator<Uint8Array> {
  yield* createReadStream(path);
}

const syncDirectory = async (path: string): Promise<void> => {
  const handle = await open(path);
  await handle.sync().finally(() => handle.close());
};
