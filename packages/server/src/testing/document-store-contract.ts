import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { DocumentStore, LogEntry } from "../document-store.js";

/** A store under test, and the way to open again what it has written. */
export interface DocumentStoreUnderTest {
  readonly store: DocumentStore;
  /** Closes the store and opens the same data anew. */
  reopen(): Promise<DocumentStore>;
  dispose(): Promise<void>;
}

/** Ids that an adapter is tempted to mix up. */
const NEIGHBOURS = [
  "a",
  "a/",
  "a/b",
  "ab",
  "a\u0301",
  "A",
  "__proto__",
  "constructor",
  "../a",
  "é".repeat(127),
  "x".repeat(255),
];

const NOBODY = new Uint8Array();

const entry = (seq: number, update: readonly number[], author: string | null = null): LogEntry => ({
  seq,
  time: 1_700_000_000_000 + seq,
  author,
  update: Uint8Array.from(update),
});

const plain = (entries: readonly LogEntry[]) =>
  entries.map(({ update, ...rest }) => ({ ...rest, update: [...update] }));

/** What every `DocumentStore` keeps to. Call it inside a test file of the adapter. */
export function documentStoreContract(open: () => Promise<DocumentStoreUnderTest>): void {
  describe("DocumentStore contract", () => {
    let underTest: DocumentStoreUnderTest;
    let store: DocumentStore;
    beforeEach(async () => {
      underTest = await open();
      store = underTest.store;
    });
    afterEach(() => underTest.dispose());

    it("a document that was never written is empty", async () => {
      expect(await store.load("nobody")).toEqual({ checkpoint: null, entries: [], lastSeq: 0 });
    });

    it("entries come back whole and in order, also after reopening", async () => {
      const entries = Array.from({ length: 300 }, (_, index) =>
        entry(index + 1, [index % 256, 0, 255], index % 2 ? "ada" : null),
      );
      for (let from = 0; from < entries.length; from += 70) {
        await store.append([{ documentId: "plan", entries: entries.slice(from, from + 70) }]);
      }
      const expectAll = async (reader: DocumentStore) => {
        const stored = await reader.load("plan");
        expect(plain(stored.entries)).toEqual(plain(entries));
        expect(stored.lastSeq).toBe(300);
      };
      await expectAll(store);
      await expectAll(await underTest.reopen());
    });

    it("whom new clientIDs belong to comes back with the entry", async () => {
      const entries = ["device", "ä".repeat(127), undefined].map((owner, index) => ({
        ...entry(index + 1, [1], "ada"),
        ...(owner !== undefined && { owner }),
      }));
      await store.append([{ documentId: "plan", entries }]);
      expect(plain((await (await underTest.reopen()).load("plan")).entries)).toEqual(plain(entries));
    });

    it("an update that is a window into a larger buffer is stored as what it shows", async () => {
      const window = Uint8Array.of(9, 9, 1, 2, 3, 9).subarray(2, 5);
      await store.append([{ documentId: "plan", entries: [{ ...entry(1, []), update: window }] }]);
      expect([...((await store.load("plan")).entries[0]?.update ?? [])]).toEqual([1, 2, 3]);
    });

    it("one commit holds entries of many documents, and neighbours with similar names stay apart", async () => {
      await store.append(
        NEIGHBOURS.map((documentId, index) => ({ documentId, entries: [entry(1, [index])] })),
      );
      await store.remove("a");
      const reopened = await underTest.reopen();
      for (const [index, documentId] of NEIGHBOURS.entries()) {
        const expected = documentId === "a" ? [] : [[index]];
        const { entries } = await reopened.load(documentId);
        expect(
          entries.map(({ update }) => [...update]),
          documentId,
        ).toEqual(expected);
      }
    });

    it("a checkpoint replaces what it covers and leaves what came later", async () => {
      await store.append([{ documentId: "plan", entries: [1, 2, 3, 4].map((seq) => entry(seq, [seq])) }]);
      await store.append([{ documentId: "plan/2", entries: [entry(1, [7])] }]);
      await store.checkpoint("plan", { state: Uint8Array.of(42), upTo: 3, owners: Uint8Array.of(1, 2) });
      const reopened = await underTest.reopen();
      const stored = await reopened.load("plan");
      const { upTo, state, owners } = stored.checkpoint ?? { state: [], owners: [] };
      expect({ upTo, state: [...state], owners: [...owners] }).toEqual({
        upTo: 3,
        state: [42],
        owners: [1, 2],
      });
      expect(plain(stored.entries)).toEqual(plain([entry(4, [4])]));
      expect(stored.lastSeq).toBe(4);
      expect((await reopened.load("plan/2")).lastSeq).toBe(1);
    });

    it("a checkpoint of everything keeps the number of the last entry", async () => {
      await store.append([{ documentId: "plan", entries: [entry(1, [1]), entry(2, [2])] }]);
      await store.checkpoint("plan", { state: Uint8Array.of(42), upTo: 2, owners: NOBODY });
      expect((await store.load("plan")).lastSeq).toBe(2);
      await store.append([{ documentId: "plan", entries: [entry(3, [3])] }]);
      expect(plain((await (await underTest.reopen()).load("plan")).entries)).toEqual(plain([entry(3, [3])]));
    });

    it("a checkpoint does not harm entries that are appended at the same time", async () => {
      await store.append([{ documentId: "plan", entries: [entry(1, [1])] }]);
      await Promise.all([
        store.checkpoint("plan", { state: Uint8Array.of(42), upTo: 1, owners: NOBODY }),
        store.append([{ documentId: "plan", entries: [entry(2, [2])] }]),
        store.append([{ documentId: "plan", entries: [entry(3, [3])] }]),
      ]);
      expect(plain((await (await underTest.reopen()).load("plan")).entries)).toEqual(
        plain([entry(2, [2]), entry(3, [3])]),
      );
    });

    it("a large update comes back whole", async () => {
      const update = new Uint8Array(3_000_000).map((_, index) => index % 251);
      await store.append([{ documentId: "plan", entries: [{ ...entry(1, []), update }] }]);
      const stored = (await (await underTest.reopen()).load("plan")).entries[0]?.update;
      expect(stored && Buffer.compare(Buffer.from(stored), Buffer.from(update))).toBe(0);
    });

    it("removing twice, or what is not there, is no error", async () => {
      await store.append([{ documentId: "plan", entries: [entry(1, [1])] }]);
      await store.remove("plan");
      await store.remove("plan");
      expect((await store.load("plan")).lastSeq).toBe(0);
    });

    it("closing is idempotent; afterwards every call rejects with the code “closed”", async () => {
      await Promise.all([store.close(), store.close()]);
      const calls = [
        () => store.load("plan"),
        () => store.append([{ documentId: "plan", entries: [entry(1, [1])] }]),
        () => store.checkpoint("plan", { state: Uint8Array.of(1), upTo: 1, owners: NOBODY }),
        () => store.remove("plan"),
      ];
      for (const call of calls)
        await expect(call()).rejects.toMatchObject({ name: "StoreError", code: "closed" });
    });

    it("closing waits for the writes under way", async () => {
      const written = store.append([{ documentId: "plan", entries: [entry(1, [1])] }]);
      await store.close();
      await written;
      expect((await (await underTest.reopen()).load("plan")).lastSeq).toBe(1);
    });
  });
}
