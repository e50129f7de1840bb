import { describe, expect, it, onTestFinished } from "vitest";
import * as Y from "yjs";
import {
  type CompactionJob,
  type Compactor,
  createSyncServer,
  documentAt,
  InProcessCompactor,
  type LogEntry,
  packEntries,
  unpackEntries,
  WorkerCompactor,
} from "../src/index.js";
import { ManualClock, MemoryDocumentStore, PairClient, settle } from "../src/testing/index.js";

const EVERYTHING = { role: "owner", userId: null, expiresAt: null } as const;
const authorizer = { authorize: () => Promise.resolve({ kind: "granted" as const, access: EVERYTHING }) };
const EMPTY = Uint8Array.of(0, 0);

/** What a person who types and deletes leaves in a log, an entry for each change. */
function logOf(write: (ydoc: Y.Doc) => void): LogEntry[] {
  const entries: LogEntry[] = [];
  const ydoc = new Y.Doc();
  ydoc.on("update", (update: Uint8Array) => {
    entries.push({ seq: entries.length + 1, time: 1_000 + entries.length, author: "ada", update });
  });
  write(ydoc);
  return entries;
}

const jobOf = (entries: readonly LogEntry[]): CompactionJob => ({
  base: EMPTY,
  entries,
  stranded: [],
  titleRoot: null,
});

function textOf(state: Uint8Array | undefined): string {
  const ydoc = new Y.Doc();
  if (state) Y.applyUpdate(ydoc, state);
  expect(ydoc.store.pendingStructs).toBeNull();
  return ydoc.getText("body").toString();
}

const SECRET = logOf((ydoc) => {
  ydoc.getText("body").insert(0, "a secret");
  ydoc.getText("body").delete(2, 6);
  ydoc.getText("body").insert(2, "text");
});

const compactors: [string, () => Compactor][] = [
  ["a worker thread", () => new WorkerCompactor()],
  ["the process itself", () => new InProcessCompactor()],
];

for (const [where, make] of compactors) {
  describe(`Compaction in ${where}`, () => {
    const start = () => {
      const compactor = make();
      onTestFinished(() => compactor.close());
      return compactor;
    };

    it("7.2 merges the log, collects deleted content, and packs the entries as they were", async () => {
      const compacted = await start().compact(jobOf(SECRET));
      expect(textOf(compacted?.state)).toBe("a text");
      expect(Buffer.from(compacted?.state ?? []).includes("secret")).toBe(false);
      const entries = unpackEntries(compacted?.packed ?? EMPTY);
      expect(entries.map((entry) => ({ ...entry, update: [...entry.update] }))).toEqual(
        SECRET.map((entry) => ({ ...entry, update: [...entry.update] })),
      );
    });

    it("7.2 what its caller handed in is as before, also as a view into a larger buffer", async () => {
      const whole = Buffer.concat([Buffer.from("before"), SECRET[0]?.update ?? EMPTY]);
      const base = whole.subarray(6);
      const compacted = await start().compact({ ...jobOf(SECRET.slice(1)), base });
      expect(textOf(compacted?.state)).toBe("a text");
      expect(whole.toString("latin1", 0, 6)).toBe("before");
      expect([...base]).toEqual([...(SECRET[0]?.update ?? [])]);
    });

    it("2.6 a log that does not load whole becomes no checkpoint", async () => {
      expect(await start().compact(jobOf(SECRET.slice(1)))).toBeNull();
    });

    it("7.2 stranded entries are packed and not merged", async () => {
      const [first, , third] = SECRET as [LogEntry, LogEntry, LogEntry];
      const stranded = [{ ...third, seq: 2 }];
      const compacted = await start().compact({ ...jobOf([first]), stranded });
      expect(textOf(compacted?.state)).toBe("a secret");
      expect(unpackEntries(compacted?.packed ?? EMPTY).map(({ seq }) => seq)).toEqual([1, 2]);
    });

    it("what cannot be read fails its job, and no other", async () => {
      const compactor = start();
      const [first] = SECRET as [LogEntry];
      const bad = compactor.compact(jobOf([{ ...first, update: Uint8Array.of(9, 9, 9) }]));
      const good = compactor.compact(jobOf(SECRET));
      await expect(bad).rejects.toThrow();
      expect(textOf((await good)?.state)).toBe("a text");
    });
  });
}

describe("A worker that fails", () => {
  it("7.3 one that dies takes its job with it, and the next gets a new worker", async () => {
    const compactor = new WorkerCompactor({
      workerFile: new URL("./support/dying-worker.mjs", import.meta.url),
    });
    onTestFinished(() => compactor.close());
    await expect(compactor.compact(jobOf(SECRET))).rejects.toThrow("ended with 3");
    await expect(compactor.compact(jobOf(SECRET))).rejects.toThrow("ended with 3");
  });

  it("7.3 one that hangs is given up after the timeout", async () => {
    const clock = new ManualClock();
    const workerFile = new URL("./support/hanging-worker.mjs", import.meta.url);
    const compactor = new WorkerCompactor({ clock, timeoutMs: 60_000, workerFile });
    onTestFinished(() => compactor.close());
    const compacted = compactor.compact(jobOf(SECRET));
    clock.advance(60_000);
    await expect(compacted).rejects.toThrow("longer than 60000 ms");
  });

  it("7.3 one that cannot be started fails its job", async () => {
    const compactor = new WorkerCompactor({ workerFile: new URL("./nowhere.mjs", import.meta.url) });
    await expect(compactor.compact(jobOf(SECRET))).rejects.toThrow();
    await compactor.close();
    await expect(compactor.compact(jobOf(SECRET))).rejects.toThrow("closed");
  });

  it("7.3 the room goes on, and compacts when a compactor works again, later with each failure", async () => {
    const clock = new ManualClock();
    const store = new MemoryDocumentStore();
    const works = new InProcessCompactor();
    let attempts = 0;
    let isBroken = true;
    const compactor: Compactor = {
      compact: (job) => {
        attempts += 1;
        return isBroken
          ? Promise.reject(new Error("The compaction worker ended with 1"))
          : works.compact(job);
      },
      close: () => Promise.resolve(),
    };
    const limits = {
      checkpointAfterEntries: 5,
      retryCheckpointAfterMs: 1_000,
      retryCheckpointAtMostMs: 4_000,
    };
    const server = createSyncServer({ store, authorizer, compactor, clock, limits });
    onTestFinished(() => server.close());
    const client = new PairClient(server);
    await settle();
    const type = async () => {
      client.type("x");
      client.askForSaved(1);
      await settle();
    };
    for (let key = 0; key < 8; key++) await type();
    expect(attempts).toBe(1);
    const waits = [1_000, 2_000, 4_000, 4_000];
    for (const [index, wait] of waits.entries()) {
      clock.advance(wait - 1);
      await type();
      expect(attempts, `before wait ${index} is over`).toBe(index + 1);
      clock.advance(1);
      await type();
      expect(attempts, `after wait ${index}`).toBe(index + 2);
    }
    expect(client.saved).toHaveLength(16);
    isBroken = false;
    clock.advance(4_000);
    await type();
    expect(store.disk.get("plan")?.checkpoints.at(-1)?.upTo).toBe(17);
    expect(client.socket.isOpen).toBe(true);
  });
});

describe("The past", () => {
  it("7.4 every moment can be rebuilt, deleted text too, from segments and the log", async () => {
    const clock = new ManualClock(1_000_000);
    const store = new MemoryDocumentStore();
    const server = createSyncServer({
      store,
      authorizer,
      clock,
      compactor: new InProcessCompactor(),
      limits: { checkpointAfterEntries: 7 },
    });
    onTestFinished(() => server.close());
    const client = new PairClient(server, { access: { ...EVERYTHING, userId: "ada" } });
    await settle();
    const moments: { seq: number; time: number; text: string }[] = [];
    for (let step = 0; step < 40; step++) {
      clock.advance(1_000);
      if (step % 3 === 2) client.ydoc.getText("body").delete(0, 2);
      else client.type(`${step}, `);
      moments.push({ seq: step + 1, time: clock.now(), text: client.text });
      await settle();
    }
    expect(store.disk.get("plan")?.segments.length).toBeGreaterThan(3);
    expect(store.disk.get("plan")?.entries.length).toBeGreaterThan(0);
    for (const { seq, time, text } of moments) {
      for (const moment of [{ kind: "seq", seq } as const, { kind: "time", time: time + 999 } as const]) {
        const past = await documentAt(store, "plan", moment);
        expect(past).toMatchObject({ seq, time, isWhole: true });
        expect(textOf(past.update ?? undefined), `seq ${seq}`).toBe(text);
      }
    }
    expect(store.disk.get("plan")?.segments[0]?.authors).toEqual(["ada"]);
    const before = await documentAt(store, "plan", { kind: "time", time: 1_000_000 });
    expect(before).toEqual({ update: null, seq: 0, time: null, isWhole: true });
  });

  it("7.4 a part that cannot be read is told, and the rest is rebuilt", async () => {
    const store = new MemoryDocumentStore();
    const entries = logOf((ydoc) => {
      for (const word of ["one ", "two ", "three "]) ydoc.getText(word).insert(0, word);
    });
    await store.append([{ documentId: "plan", entries: entries.filter(({ seq }) => seq !== 2) }]);
    const past = await documentAt(store, "plan", { kind: "seq", seq: 3 });
    expect(past).toMatchObject({ seq: 3, isWhole: false });
    expect(past.update).not.toBeNull();
  });
});

describe("Packed entries", () => {
  it("come back as they were, whatever their times, authors and numbers", () => {
    const entries: LogEntry[] = [
      { seq: 5, time: 1_800_000_000_123, author: null, update: Uint8Array.of() },
      { seq: 6, time: 1_700_000_000_000, author: "", update: Uint8Array.of(1, 2, 3) },
      { seq: 9, time: 1_800_000_000_000, author: "ada", update: new Uint8Array(100_000).fill(7) },
      { seq: 2 ** 40, time: 0, author: null, update: Uint8Array.of(0) },
    ];
    expect(
      unpackEntries(packEntries(entries)).map((entry) => ({ ...entry, update: [...entry.update] })),
    ).toEqual(entries.map((entry) => ({ ...entry, update: [...entry.update] })));
    expect(unpackEntries(packEntries([]))).toEqual([]);
  });

  it("bytes that are none are an error, not a wrong answer", () => {
    for (const bytes of [Uint8Array.of(), Uint8Array.of(1, 2, 3), packEntries(SECRET).slice(0, -4)])
      expect(() => unpackEntries(bytes)).toThrow();
  });
});
