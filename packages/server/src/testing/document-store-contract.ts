import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Checkpoint, DocumentStore, HistoryPart, LogEntry, Segment } from "../document-store.js";
import { packEntries, unpackEntries } from "../history/pack-entries.js";
import { segmentOf } from "../history/segment-of.js";

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

const entry = (seq: number, update: readonly number[], author: string | null = null): LogEntry => ({
  seq,
  time: 1_700_000_000_000 + seq,
  author,
  update: Uint8Array.from(update),
});

const plain = (entries: readonly LogEntry[]) =>
  entries.map(({ update, ...rest }) => ({ ...rest, update: [...update] }));

/** A state that says which it is: stores do not read states. */
const checkpointAt = (upTo: number, state: readonly number[] = [upTo]): Checkpoint => ({
  state: Uint8Array.from(state),
  upTo,
  time: 1_700_000_000_000 + upTo,
  owners: Uint8Array.of(1, upTo),
  summary: Uint8Array.of(2, upTo),
});

const entriesFrom = (from: number, through: number): LogEntry[] =>
  Array.from({ length: through - from + 1 }, (_, index) => entry(from + index, [(from + index) % 256]));

const segmentFrom = (from: number, through: number): Segment | null =>
  segmentOf(entriesFrom(from, through), packEntries(entriesFrom(from, through)));

/** A log of `through` entries that has become a checkpoint every ten. */
const writeInTens = async (store: DocumentStore, documentId: string, through: number): Promise<void> => {
  for (let last = 10; last <= through; last += 10) {
    await store.append([{ documentId, entries: entriesFrom(last - 9, last) }]);
    await store.checkpoint(documentId, checkpointAt(last), segmentFrom(last - 9, last));
  }
};

const historyOf = async (
  store: DocumentStore,
  documentId: string,
  range?: { from: number; through: number },
) => {
  const parts: HistoryPart[] = [];
  for await (const part of store.history(documentId, range)) parts.push(part);
  return parts;
};

const named = (part: HistoryPart): string =>
  part.kind === "segment" ? `${part.range.from}–${part.range.through}` : `state ${part.upTo}`;

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
      expect(await store.load("nobody")).toEqual({
        checkpoint: null,
        entries: [],
        lastSeq: 0,
        damage: null,
      });
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

    it("whom new clientIDs belong to comes back with the entry, also from the past", async () => {
      const entries = ["device", "ä".repeat(127), undefined].map((owner, index) => ({
        ...entry(index + 1, [1], "ada"),
        ...(owner !== undefined && { owner }),
      }));
      await store.append([{ documentId: "plan", entries }]);
      expect(plain((await (await underTest.reopen()).load("plan")).entries)).toEqual(plain(entries));
      expect(plain(unpackEntries(packEntries(entries)))).toEqual(plain(entries));
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
      await store.checkpoint("plan", checkpointAt(3, [42]), segmentFrom(1, 3));
      const reopened = await underTest.reopen();
      const stored = await reopened.load("plan");
      const { upTo, state, owners, summary } = stored.checkpoint ?? { state: [], owners: [], summary: [] };
      expect({ upTo, state: [...state], owners: [...owners], summary: [...summary] }).toEqual({
        upTo: 3,
        state: [42],
        owners: [1, 3],
        summary: [2, 3],
      });
      expect(plain(stored.entries)).toEqual(plain([entry(4, [4])]));
      expect(stored.lastSeq).toBe(4);
      expect((await reopened.load("plan/2")).lastSeq).toBe(1);
    });

    it("a checkpoint of everything keeps the number of the last entry", async () => {
      await store.append([{ documentId: "plan", entries: [entry(1, [1]), entry(2, [2])] }]);
      await store.checkpoint("plan", checkpointAt(2, [42]), segmentFrom(1, 2));
      expect((await store.load("plan")).lastSeq).toBe(2);
      await store.append([{ documentId: "plan", entries: [entry(3, [3])] }]);
      expect(plain((await (await underTest.reopen()).load("plan")).entries)).toEqual(plain([entry(3, [3])]));
    });

    it("a checkpoint does not harm entries that are appended at the same time", async () => {
      await store.append([{ documentId: "plan", entries: [entry(1, [1])] }]);
      await Promise.all([
        store.checkpoint("plan", checkpointAt(1, [42]), segmentFrom(1, 1)),
        store.append([{ documentId: "plan", entries: [entry(2, [2])] }]),
        store.append([{ documentId: "plan", entries: [entry(3, [3])] }]),
      ]);
      expect(plain((await (await underTest.reopen()).load("plan")).entries)).toEqual(
        plain([entry(2, [2]), entry(3, [3])]),
      );
    });

    it("a checkpoint says when the last entry of it came", async () => {
      await store.append([{ documentId: "plan", entries: entriesFrom(1, 2) }]);
      await store.checkpoint("plan", checkpointAt(1), segmentFrom(1, 1));
      await store.checkpoint("plan", { ...checkpointAt(2), time: null }, segmentFrom(2, 2));
      const reopened = await underTest.reopen();
      expect((await reopened.load("plan")).checkpoint?.time).toBeNull();
      expect((await reopened.load("plan", 2)).checkpoint?.time).toBe(1_700_000_000_001);
    });

    it("passed over, a checkpoint gives way to the one before and the entries since, three deep", async () => {
      await writeInTens(store, "plan", 60);
      await store.append([{ documentId: "plan", entries: entriesFrom(61, 63) }]);
      const reopened = await underTest.reopen();
      let olderThan = Number.POSITIVE_INFINITY;
      for (const upTo of [60, 50, 40]) {
        const stored = await reopened.load("plan", olderThan);
        expect(stored).toMatchObject({ checkpoint: { upTo }, lastSeq: 63, damage: null });
        expect([...(stored.checkpoint?.state ?? [])]).toEqual([upTo]);
        expect(plain(stored.entries)).toEqual(plain(entriesFrom(upTo + 1, 63)));
        olderThan = upTo;
      }
    });

    it("history gives every entry back that checkpoints have replaced, in order, and states to begin with", async () => {
      await writeInTens(store, "plan", 60);
      await writeInTens(store, "plan/2", 10);
      const reopened = await underTest.reopen();
      const parts = await historyOf(reopened, "plan");
      const entries = parts.flatMap((part) => (part.kind === "segment" ? unpackEntries(part.packed) : []));
      expect(plain(entries)).toEqual(plain(entriesFrom(1, 60)));
      expect(parts.map(named).slice(-6)).toEqual([
        "31–40",
        "state 40",
        "41–50",
        "state 50",
        "51–60",
        "state 60",
      ]);
      const [first] = parts;
      expect(first).toMatchObject({
        kind: "segment",
        range: { from: 1, through: 10 },
        fromTime: 1_700_000_000_001,
        throughTime: 1_700_000_000_010,
        authors: [null],
      });
      const within = await historyOf(reopened, "plan", { from: 15, through: 42 });
      expect(within.filter((part) => part.kind === "segment").map(named)).toEqual([
        "11–20",
        "21–30",
        "31–40",
        "41–50",
      ]);
      expect(within.slice(-3).map(named)).toEqual(["31–40", "state 40", "41–50"]);
      expect(await historyOf(reopened, "nobody")).toEqual([]);
    });

    it("a segment takes the place of those within its range", async () => {
      await writeInTens(store, "plan", 20);
      await store.checkpoint("plan", checkpointAt(20, [42]), segmentFrom(11, 20));
      await store.checkpoint("plan", checkpointAt(21), segmentFrom(1, 21));
      const reopened = await underTest.reopen();
      const parts = await historyOf(reopened, "plan");
      expect(parts.filter((part) => part.kind === "segment").map(named)).toEqual(["1–21"]);
    });

    it("removing a document removes its past, and nobody else's", async () => {
      await writeInTens(store, "a", 40);
      await writeInTens(store, "a/b", 40);
      await store.remove("a");
      const reopened = await underTest.reopen();
      expect(await historyOf(reopened, "a")).toEqual([]);
      expect(await reopened.load("a")).toMatchObject({ checkpoint: null, lastSeq: 0 });
      expect((await historyOf(reopened, "a/b")).length).toBeGreaterThan(4);
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
        () => store.checkpoint("plan", checkpointAt(1), null),
        () => historyOf(store, "plan"),
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
