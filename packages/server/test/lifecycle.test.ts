import { describe, expect, it, onTestFinished } from "vitest";
import * as Y from "yjs";
import {
  type Compacted,
  type Compactor,
  createSyncServer,
  type DocumentStore,
  InProcessCompactor,
  type StoredDocument,
} from "../src/index.js";
import {
  FaultyDocumentStore,
  ManualClock,
  MemoryDocumentStore,
  PairClient,
  settle,
} from "../src/testing/index.js";
import { randomOf } from "./support/random.js";

const RACES = Number(process.env.MOTET_RACES ?? 500);
const SEED = Number(process.env.MOTET_SEED ?? Date.now() % 1_000_000);
const EVERYTHING = { role: "owner", userId: null, expiresAt: null } as const;
const authorizer = { authorize: () => Promise.resolve({ kind: "granted" as const, access: EVERYTHING }) };

/** Holds each call back until a test lets it go on. */
class Gate {
  #held: (() => void)[] = [];
  isOpen = true;

  pass(): Promise<void> {
    return this.isOpen ? Promise.resolve() : new Promise((resolve) => this.#held.push(resolve));
  }

  open(): void {
    this.isOpen = true;
    for (const release of this.#held.splice(0)) release();
  }
}

/** Says when a document is read while it is read or written already. */
class WatchedStore extends MemoryDocumentStore {
  readonly gates = { load: new Gate(), append: new Gate(), checkpoint: new Gate() };
  readonly offences: string[] = [];
  readonly #underWay = new Map<string, string>();

  override load(documentId: string, olderThan?: number): Promise<StoredDocument> {
    return this.#watched("load", documentId, () => super.load(documentId, olderThan));
  }

  override async append(batch: Parameters<DocumentStore["append"]>[0]): Promise<void> {
    await this.gates.append.pass();
    await super.append(batch);
  }

  override checkpoint(...args: Parameters<DocumentStore["checkpoint"]>): Promise<void> {
    return this.#watched("checkpoint", args[0], () => super.checkpoint(...args));
  }

  override remove(documentId: string): Promise<void> {
    return this.#watched("remove", documentId, () => super.remove(documentId));
  }

  async #watched<Result>(
    call: "load" | "checkpoint" | "remove",
    documentId: string,
    work: () => Promise<Result>,
  ): Promise<Result> {
    const other = this.#underWay.get(documentId);
    if (other) this.offences.push(`${call} during ${other}`);
    this.#underWay.set(documentId, call);
    if (call !== "remove") await this.gates[call].pass();
    try {
      return await work();
    } finally {
      this.#underWay.delete(documentId);
    }
  }
}

class GatedCompactor implements Compactor {
  readonly gate = new Gate();
  readonly #inner = new InProcessCompactor();

  async compact(job: Parameters<Compactor["compact"]>[0]): Promise<Compacted | null> {
    await this.gate.pass();
    return this.#inner.compact(job);
  }

  close(): Promise<void> {
    this.gate.open();
    return Promise.resolve();
  }
}

async function storedText(store: MemoryDocumentStore, documentId: string): Promise<string> {
  const reader = createSyncServer({ store: new MemoryDocumentStore(store.disk), authorizer });
  const ydoc = new Y.Doc();
  Y.applyUpdate(ydoc, await reader.read(documentId));
  expect(ydoc.store.pendingStructs).toBeNull();
  return ydoc.getText("body").toString();
}

describe("Leaving and coming back", () => {
  it(`1.1, 6.1: ${RACES} races with slow loading, saving, checkpoints and merging lose nothing (seed ${SEED})`, async () => {
    const random = randomOf(SEED);
    const clock = new ManualClock();
    const store = new WatchedStore();
    const compactor = new GatedCompactor();
    const limits = { checkpointAfterEntries: 6, checkpointAtUnloadEntries: 2, unloadAfterMs: 1_000 };
    const server = createSyncServer({ store, authorizer, compactor, clock, limits });
    const gates = [...Object.values(store.gates), compactor.gate];
    const people: (PairClient | null)[] = [null, null, null];
    const typed = new Set<string>();
    for (let race = 0; race < RACES; race++) {
      for (const gate of gates) {
        if (random() < 0.5) gate.open();
        else gate.isOpen = false;
      }
      const who = random.below(people.length);
      const person = people[who];
      if (person?.isSynced && random() < 0.6) {
        const token = `${race};`;
        person.type(token);
        typed.add(token);
      } else if (person && random() < 0.7) {
        // What it has typed reached the server before it left.
        person.close();
        people[who] = null;
      } else people[who] ??= new PairClient(server);
      await settle(random.below(4));
      if (random() < 0.5) clock.advance(random.below(2_500));
      await settle(random.below(3));
      if (random() < 0.02) {
        const read = server.read("plan");
        for (const gate of gates) gate.open();
        await read;
      }
      for (const client of people)
        expect(client?.socket.isOpen ?? true, `seed ${SEED}, race ${race}`).toBe(true);
    }
    for (const gate of gates) gate.open();
    const late = new PairClient(server);
    await settle();
    expect(late.isSynced).toBe(true);
    const tokens = (text: string) => text.split(/(?<=;)/).sort();
    expect(tokens(late.text), `seed ${SEED}`).toEqual([...typed].sort());
    expect(typed.size).toBeGreaterThan(RACES / 20);
    await server.close();
    expect(tokens(await storedText(store, "plan")), `seed ${SEED}`).toEqual([...typed].sort());
    expect(store.offences, `seed ${SEED}`).toEqual([]);
    expect(store.disk.get("plan")?.checkpoints.length).toBeGreaterThan(0);
  });

  it("6.1 who comes while a room is being merged at its closing finds it open, at once", async () => {
    const clock = new ManualClock();
    const store = new WatchedStore();
    const compactor = new GatedCompactor();
    const limits = { checkpointAtUnloadEntries: 1, unloadAfterMs: 1_000 };
    const server = createSyncServer({ store, authorizer, compactor, clock, limits });
    onTestFinished(() => server.close());
    const first = new PairClient(server);
    await settle();
    first.type("text");
    first.close();
    compactor.gate.isOpen = false;
    await settle();
    clock.advance(1_000);
    await settle();
    const second = new PairClient(server);
    await settle();
    expect(second.text).toBe("text");
    compactor.gate.open();
    await settle();
    expect(server.stats().rooms).toBe(1);
    expect(store.disk.get("plan")?.checkpoints.map(({ upTo }) => upTo)).toEqual([1]);
    second.close();
    await settle();
    clock.advance(1_000);
    await settle();
    expect(server.stats().rooms).toBe(0);
  });

  it("a document that is removed while its checkpoint is made does not come back", async () => {
    for (const slow of ["merging", "writing"] as const) {
      const store = new WatchedStore();
      const compactor = new GatedCompactor();
      const limits = { checkpointAfterEntries: 3 };
      const server = createSyncServer({ store, authorizer, compactor, clock: new ManualClock(), limits });
      const client = new PairClient(server);
      await settle();
      const gate = slow === "merging" ? compactor.gate : store.gates.checkpoint;
      gate.isOpen = false;
      for (const key of "abc") {
        client.type(key);
        await settle();
      }
      const removed = server.remove("plan");
      await settle();
      gate.open();
      await removed;
      await settle();
      expect(store.disk.has("plan"), slow).toBe(false);
      expect(store.offences).toEqual([]);
      await server.close();
    }
  });

  it("6.2 close waits for a checkpoint that is being written, and gives up one that is being merged", async () => {
    const store = new WatchedStore();
    const server = createSyncServer({
      store,
      authorizer,
      compactor: new InProcessCompactor(),
      clock: new ManualClock(),
      limits: { checkpointAfterEntries: 1 },
    });
    const client = new PairClient(server);
    await settle();
    store.gates.checkpoint.isOpen = false;
    client.type("x");
    await settle();
    let isClosed = false;
    const closed = server.close().then(() => {
      isClosed = true;
    });
    await settle();
    expect(isClosed).toBe(false);
    store.gates.checkpoint.open();
    await closed;
    expect(store.disk.get("plan")?.checkpoints).toHaveLength(1);
  });
});

describe("A large document that is opened cold", () => {
  it("1.2 is never empty, nor in part, at “synced”, however many come while it loads", async () => {
    const ydoc = new Y.Doc();
    const text = ydoc.getText("body");
    const random = randomOf(7);
    // Insertions all over the text, as an old document has them: 600 kB.
    for (let edit = 0; edit < 24_000; edit++) text.insert(random.below(text.length + 1), `${edit} `);
    const state = Y.encodeStateAsUpdate(ydoc);
    expect(state.length).toBeGreaterThan(600_000);
    const disk = new MemoryDocumentStore();
    await disk.append([{ documentId: "plan", entries: [{ seq: 1, time: 1, author: null, update: state }] }]);
    await disk.checkpoint(
      "plan",
      { state, upTo: 1, time: 1, owners: new Uint8Array(), summary: new Uint8Array() },
      null,
    );
    const tail = new Y.Doc();
    Y.applyUpdate(tail, state);
    tail.on("update", (update: Uint8Array) => {
      void disk.append([{ documentId: "plan", entries: [{ seq: 2, time: 2, author: null, update }] }]);
    });
    tail.getText("body").insert(0, "newest ");
    const whole = tail.getText("body").toString();

    const store = new FaultyDocumentStore(disk);
    const server = createSyncServer({ store, authorizer, clock: new ManualClock() });
    onTestFinished(() => server.close());
    store.hang();
    const readers = Array.from({ length: 20 }, () => new PairClient(server));
    const atSync: string[] = [];
    for (const reader of readers) {
      reader.ydoc.on("afterTransaction", () => {
        // The step 2 is being applied: what comes before it was not yet called the whole.
        if (reader.messages.at(-1)?.kind === "sync-step-2") atSync.push(reader.text);
      });
    }
    await settle();
    expect(readers.some(({ messages }) => messages.length > 0)).toBe(false);
    store.work();
    await settle();
    expect(readers.every(({ isSynced }) => isSynced)).toBe(true);
    expect(atSync).toHaveLength(readers.length);
    expect(atSync.every((seen) => seen === whole)).toBe(true);
    const later = new PairClient(server);
    await settle();
    expect(later.text).toBe(whole);
  });
});
