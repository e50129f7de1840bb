import { encodeUpdate } from "@motet/protocol";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { createSyncServer, InProcessCompactor } from "../src/index.js";
import {
  FaultyDocumentStore,
  ManualClock,
  MemoryDocumentStore,
  PairClient,
  settle,
} from "../src/testing/index.js";
import { randomOf } from "./support/random.js";

const SEEDS = Number(process.env.MOTET_FUZZ_SEEDS ?? 60);
const FRAMES = Number(process.env.MOTET_FUZZ_FRAMES ?? 5_000);
const EVERYTHING = { role: "owner", userId: null, expiresAt: null } as const;
const authorizer = { authorize: () => Promise.resolve({ kind: "granted" as const, access: EVERYTHING }) };

async function storedText(disk: MemoryDocumentStore): Promise<string> {
  const reader = createSyncServer({ store: new MemoryDocumentStore(disk.disk), authorizer });
  const ydoc = new Y.Doc();
  Y.applyUpdate(ydoc, await reader.read("plan"));
  expect(ydoc.store.pendingStructs).toBeNull();
  return ydoc.getText("body").toString();
}

describe("fuzz", () => {
  it(`2.6, 4.1: ${SEEDS} seeds of people who edit, leave, come back and meet a failing store end equal, with nothing lost`, async () => {
    for (let seed = 1; seed <= SEEDS; seed++) {
      const random = randomOf(seed);
      const pick = random.below;
      const disk = new MemoryDocumentStore();
      const clock = new ManualClock();
      const store = new FaultyDocumentStore(disk);
      const server = createSyncServer({
        store,
        authorizer,
        compactor: new InProcessCompactor(),
        clock,
        limits: { checkpointAfterEntries: 15, unloadAfterMs: 1_000 },
      });
      const people = [101, 102, 103, 104].map((clientId) => {
        const ydoc = new Y.Doc();
        ydoc.clientID = clientId;
        return ydoc;
      });
      const online: (PairClient | null)[] = people.map((ydoc) => new PairClient(server, { ydoc }));
      const acknowledged = new Map<number, string>();
      let asked = 0;
      for (let step = 0; step < 120; step++) {
        const who = pick(people.length);
        const text = (people[who] as Y.Doc).getText("body");
        const choice = random();
        if (choice < 0.55) text.insert(pick(text.length + 1), `<${step}>`);
        else if (choice < 0.65 && text.length > 0) text.delete(pick(text.length), 1);
        else if (choice < 0.75) {
          online[who]?.close();
          online[who] = null;
        } else if (choice < 0.85) online[who] ??= new PairClient(server, { ydoc: people[who] as Y.Doc });
        else if (choice < 0.9 && online[who]?.isSynced) {
          // What has been sent is what the answer covers: before the first exchange that is nothing.
          asked = (asked + 1) % 250;
          acknowledged.set(
            asked,
            Buffer.from(Y.encodeStateAsUpdate(people[who] as Y.Doc)).toString("base64"),
          );
          online[who]?.askForSaved(asked);
        } else if (choice < 0.93) store.fail();
        else if (choice < 0.97) store.work();
        else clock.advance(5_000);
        if (random() < 0.5) await settle(pick(4));
        // Whatever has been called saved is on the disk at this very moment.
        for (const client of online) {
          for (const counter of client?.saved.splice(0) ?? []) {
            const promised = new Y.Doc();
            Y.applyUpdate(promised, Buffer.from(acknowledged.get(counter) as string, "base64"));
            const reader = createSyncServer({ store: new MemoryDocumentStore(disk.disk), authorizer });
            const onDisk = await reader.read("plan");
            const missing = Y.decodeUpdate(
              Y.diffUpdate(Y.encodeStateAsUpdate(promised), Y.encodeStateVectorFromUpdate(onDisk)),
            );
            expect(missing.structs, `seed ${seed}, step ${step}`).toEqual([]);
          }
        }
      }
      store.work();
      // Openings that began while the store was failing end now.
      await settle();
      for (const [index, ydoc] of people.entries()) {
        // A session that came while the store could not load was told to come back.
        if (!online[index]?.socket.isOpen) online[index] = new PairClient(server, { ydoc });
      }
      for (let time = 0; time < 5; time++) {
        clock.advance(5_000);
        await settle();
      }
      const texts = people.map((ydoc) => ydoc.getText("body").toString());
      const stored = await storedText(disk);
      expect(texts, `seed ${seed}`).toEqual(texts.map(() => stored));
      await server.close();
    }
  }, 600_000);

  it(`2.1: ${FRAMES} mutated frames hurt nobody but their sender`, async () => {
    const random = randomOf(7);
    const pick = random.below;
    const disk = new MemoryDocumentStore();
    const server = createSyncServer({ store: disk, authorizer, clock: new ManualClock() });
    const victim = new PairClient(server);
    await settle();
    const samples: Uint8Array[] = [];
    const author = new Y.Doc();
    author.on("update", (update: Uint8Array) => samples.push(encodeUpdate(update)));
    author.getText("body").insert(0, "sample", { bold: true });
    author.getText("body").delete(1, 3);
    author.getMap("m").set("k", [1, { a: "b" }]);
    author.getArray("l").insert(0, [new Y.Map(), Uint8Array.of(1)]);
    samples.push(encodeUpdate(Y.encodeStateAsUpdate(author)));
    let typed = "";
    let attacker = new PairClient(server);
    for (let count = 0; count < FRAMES; count++) {
      const frame = (samples[pick(samples.length)] as Uint8Array).slice();
      for (let change = 0; change <= pick(4); change++) frame[pick(frame.length)] = pick(256);
      attacker.socket.send(random() < 0.1 ? frame.subarray(0, pick(frame.length)) : frame);
      if (!attacker.socket.isOpen) attacker = new PairClient(server);
      if (count % 50 === 0) {
        const key = String.fromCodePoint(0x4e00 + ((count / 50) % 5_000));
        victim.ydoc.getText("victim").insert(typed.length, key);
        typed += key;
        await settle(2);
      }
    }
    await settle();
    expect(victim.socket.isOpen).toBe(true);
    const reader = createSyncServer({ store: new MemoryDocumentStore(disk.disk), authorizer });
    const fresh = new Y.Doc();
    Y.applyUpdate(fresh, await reader.read("plan"));
    expect(fresh.store.pendingStructs).toBeNull();
    expect(fresh.getText("victim").toString()).toBe(typed);
    expect(victim.ydoc.getText("victim").toString()).toBe(typed);
  }, 600_000);
});
