import { createHash } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { FILE_HEAD_BYTES, type FileStore } from "../file-store.js";

export interface FileStoreUnderTest {
  readonly store: FileStore;
  /** Closes the store and opens the same data anew. */
  reopen(): Promise<FileStore>;
  dispose(): Promise<void>;
}

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const nameOf = (bytes: Uint8Array, extension = "png"): string =>
  `${createHash("sha256").update(bytes).digest("hex")}.${extension}`;
const asPng = (): string => "png";

async function* inParts(...parts: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) yield part;
}

async function* cutOff(): AsyncGenerator<Uint8Array> {
  yield bytesOf("half");
  throw new Error("the line went dead");
}

/** What every `FileStore` keeps to. Call it inside a test file of the adapter. */
export function fileStoreContract(open: () => Promise<FileStoreUnderTest>): void {
  describe("FileStore contract", () => {
    let underTest: FileStoreUnderTest;
    let store: FileStore;
    beforeEach(async () => {
      underTest = await open();
      store = underTest.store;
    });
    afterEach(() => underTest.dispose());

    const read = async (from: FileStore, documentId: string, name: string): Promise<string | null> => {
      const file = await from.open(documentId, name);
      if (file === null) return null;
      const parts: Uint8Array[] = [];
      for await (const part of file.content) parts.push(part);
      const whole = Buffer.concat(parts);
      expect(whole.length).toBe(file.bytes);
      return whole.toString();
    };

    it("keeps a file under the hash of its bytes, through a restart", async () => {
      const kept = await store.put("plan", inParts(bytesOf("on"), bytesOf("e")), asPng);
      expect(kept).toEqual({ name: nameOf(bytesOf("one")), bytes: 3 });
      expect(await read(store, "plan", kept.name)).toBe("one");
      expect(await read(await underTest.reopen(), "plan", kept.name)).toBe("one");
    });

    it("gives a file to the document alone that it belongs to, whatever the id looks like", async () => {
      const ids = ["__proto__", "../x", "..", ".", "a", "a/b", "A", "ä🎵".repeat(30), "x".repeat(255)];
      for (const id of ids) await store.put(id, inParts(bytesOf(id)), asPng);
      for (const id of ids) {
        expect(await read(store, id, nameOf(bytesOf(id))), id).toBe(id);
        expect(await store.usage(id)).toEqual({ files: 1, bytes: bytesOf(id).length });
        expect(await store.open("somebody else", nameOf(bytesOf(id)))).toBeNull();
      }
    });

    it("knows no file by a name that it has not given out", async () => {
      const { name } = await store.put("plan", inParts(bytesOf("one")), asPng);
      const hash = name.slice(0, 64);
      for (const other of [
        "",
        ".",
        "..",
        hash,
        `${hash}.gif`,
        `../${name}`,
        `./${name}`,
        `${name}\0`,
        name.toUpperCase(),
      ])
        expect(await store.open("plan", other), JSON.stringify(other)).toBeNull();
    });

    it("shows the judge the first bytes and the length, and keeps nothing that it refuses", async () => {
      const part = new Uint8Array(FILE_HEAD_BYTES - 1).fill(7);
      const judged: number[] = [];
      const refused = store.put("plan", inParts(part, part), ({ head, bytes }) => {
        judged.push(head.length, bytes);
        throw new Error("not a picture");
      });
      await expect(refused).rejects.toThrow("not a picture");
      expect(judged).toEqual([FILE_HEAD_BYTES, 2 * part.length]);
      expect(await store.usage("plan")).toEqual({ files: 0, bytes: 0 });
    });

    it("keeps nothing of what is cut off on its way", async () => {
      await expect(store.put("plan", cutOff(), asPng)).rejects.toThrow("the line went dead");
      expect(await store.open("plan", nameOf(bytesOf("half")))).toBeNull();
      expect(await (await underTest.reopen()).usage("plan")).toEqual({ files: 0, bytes: 0 });
    });

    it("tells the judge exactly what there is already, also where many come at a time", async () => {
      const seen: number[] = [];
      await Promise.all(
        Array.from({ length: 5 }, (_, n) =>
          store.put("plan", inParts(bytesOf(`file ${n}`)), ({ usage }) => {
            seen.push(usage.bytes);
            return "png";
          }),
        ),
      );
      expect(seen).toEqual([0, 6, 12, 18, 24]);
      expect(await store.usage("plan")).toEqual({ files: 5, bytes: 30 });
      expect(await (await underTest.reopen()).usage("plan")).toEqual({ files: 5, bytes: 30 });
    });

    it("keeps the same bytes once, also when they come twice at a time", async () => {
      const puts = Array.from({ length: 5 }, () => store.put("plan", inParts(bytesOf("same")), asPng));
      const names = new Set((await Promise.all(puts)).map(({ name }) => name));
      expect([...names]).toEqual([nameOf(bytesOf("same"))]);
      expect(await store.usage("plan")).toEqual({ files: 1, bytes: 4 });
    });

    it("removes all files of one document, and of no other", async () => {
      const { name } = await store.put("plan", inParts(bytesOf("one")), asPng);
      await store.put("other", inParts(bytesOf("one")), asPng);
      await store.remove("plan");
      await store.remove("plan");
      expect(await store.open("plan", name)).toBeNull();
      expect(await store.usage("plan")).toEqual({ files: 0, bytes: 0 });
      expect(await read(store, "other", name)).toBe("one");
    });

    it("after closing every call rejects with the code “closed”", async () => {
      await store.close();
      await store.close();
      for (const call of [
        () => store.put("a", inParts(), asPng),
        () => store.open("a", nameOf(bytesOf("a"))),
        () => store.usage("a"),
        () => store.remove("a"),
      ]) {
        await expect(call()).rejects.toMatchObject({ name: "StoreError", code: "closed" });
      }
    });
  });
}
