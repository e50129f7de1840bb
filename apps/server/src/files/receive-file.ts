import { createHash } from "node:crypto";
import { type FileHandle, open } from "node:fs/promises";
import { FILE_HEAD_BYTES, type ReceivedFile } from "@motet/server";
import { asStoreError } from "./file-error.js";

/** Writes content to a new file as it comes, and syncs it. Errors of the content itself are passed on as they are. */
export const receiveFile = async (
  path: string,
  content: AsyncIterable<Uint8Array>,
): Promise<Pick<ReceivedFile, "head" | "bytes"> & { readonly hash: string }> => {
  const handle = await asStoreError(() => open(path, "wx"));
  try {
    const hash = createHash("sha256");
    const head: Uint8Array[] = [];
    let bytes = 0;
    for await (const part of content) {
      if (bytes < FILE_HEAD_BYTES) head.push(part.subarray(0, FILE_HEAD_BYTES - bytes));
      hash.update(part);
      bytes += part.length;
      await asStoreError(() => writeWhole(handle, part));
    }
    await asStoreError(() => handle.sync());
    return { hash: hash.digest("hex"), head: Buffer.concat(head), bytes };
  } finally {
    await asStoreError(() => handle.close());
  }
};

const writeWhole = async (handle: FileHandle, part: Uint8Array): Promise<void> => {
  for (let at = 0; at < part.length; ) at += (await handle.write(part, at)).bytesWritten;
};
