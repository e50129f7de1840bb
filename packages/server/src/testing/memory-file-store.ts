import { createHash } from "node:crypto";
import {
  FILE_HEAD_BYTES,
  type FileStore,
  type FileUsage,
  type KeptFile,
  type OpenedFile,
  type ReceivedFile,
} from "../file-store.js";
import { StoreError } from "../store-error.js";

/** Files by document and name: what outlives a `MemoryFileStore`. */
export type MemoryFiles = Map<string, Map<string, Uint8Array>>;

/** Files in memory, for tests. */
export class MemoryFileStore implements FileStore {
  #isClosed = false;

  constructor(readonly files: MemoryFiles = new Map()) {}

  async put(
    documentId: string,
    content: AsyncIterable<Uint8Array>,
    judge: (file: ReceivedFile) => string,
  ): Promise<KeptFile> {
    this.#assertOpen();
    const parts: Uint8Array[] = [];
    for await (const part of content) parts.push(Uint8Array.from(part));
    this.#assertOpen();
    const whole = Buffer.concat(parts);
    const extension = judge({
      head: whole.subarray(0, FILE_HEAD_BYTES),
      bytes: whole.length,
      usage: this.#usageOf(documentId),
    });
    const name = `${createHash("sha256").update(whole).digest("hex")}.${extension}`;
    const kept = this.files.get(documentId) ?? new Map<string, Uint8Array>();
    this.files.set(documentId, kept.set(name, whole));
    return { name, bytes: whole.length };
  }

  async open(documentId: string, name: string): Promise<OpenedFile | null> {
    this.#assertOpen();
    const whole = this.files.get(documentId)?.get(name);
    return whole === undefined ? null : { name, bytes: whole.length, content: inOnePart(whole) };
  }

  async usage(documentId: string): Promise<FileUsage> {
    this.#assertOpen();
    return this.#usageOf(documentId);
  }

  async remove(documentId: string): Promise<void> {
    this.#assertOpen();
    this.files.delete(documentId);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
  }

  #usageOf(documentId: string): FileUsage {
    const kept = [...(this.files.get(documentId)?.values() ?? [])];
    return { files: kept.length, bytes: kept.reduce((sum, { length }) => sum + length, 0) };
  }

  #assertOpen(): void {
    if (this.#isClosed) throw new StoreError("closed", "The files have been closed");
  }
}

async function* inOnePart(whole: Uint8Array): AsyncGenerator<Uint8Array> {
  yield whole;
}
