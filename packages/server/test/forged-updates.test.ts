import { encodeUpdate } from "@motet/protocol";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { createSyncServer, InProcessCompactor } from "../src/index.js";
import { ManualClock, MemoryDocumentStore, PairClient, settle } from "../src/testing/index.js";
import { forgeUpdate } from "./support/forge-update.js";
import { randomOf } from "./support/random.js";

const SEEDS = Number(process.env.MOTET_FUZZ_SEEDS ?? 60);
const UPDATES = 80;
const VICTIM = 5;
const FORGERS = [7, 8, 9];
const EVERYTHING = { role: "owner", userId: null, expiresAt: null } as const;
const authorizer = { authorize: () => Promise.resolve({ kind: "granted" as const, access: EVERYTHING }) };

function loaded(update: Uint8Array): Y.Doc {
  const ydoc = new Y.Doc();
  Y.applyUpdate(ydoc, update);
  return ydoc;
}

/** The characters of one client that can be read, in their order. */
function visibleOf(client: number, ydoc: Y.Doc): string {
  let visible = "";
  for (let item = ydoc.getText("victim")._start; item; item = item.right) {
    if (item.id.client === client && !item.deleted && item.content instanceof Y.ContentString)
      visible += item.content.str;
  }
  return visible;
}

const clocksOf = (ydoc: Y.Doc) =>
  [...Y.decodeStateVector(Y.encodeStateVector(ydoc))].sort(([a], [b]) => a - b);

describe("forged updates", () => {
  it(`2.2, 2.6: ${SEEDS} seeds of updates that Yjs can read and no editor writes: nothing breaks, everybody sees the same, and it loads whole`, async () => {
    let taken = 0;
    for (let seed = 1; seed <= SEEDS; seed++) {
      const random = randomOf(seed);
      const disk = new MemoryDocumentStore();
      const limits = { checkpointAfterEntries: 12 };
      const open = () =>
        createSyncServer({
          store: disk,
          authorizer,
          compactor: new InProcessCompactor(),
          clock: new ManualClock(),
          limits,
        });
      const server = open();
      const ydoc = new Y.Doc();
      ydoc.clientID = VICTIM;
      const victim = new PairClient(server, { ydoc });
      await settle();
      let forger = new PairClient(server, { ydoc: new Y.Doc() });
      let typed = "";
      for (let count = 0; count < UPDATES; count++) {
        const clocks = Y.decodeStateVector(Y.encodeStateVector(victim.ydoc));
        forger.socket.send(encodeUpdate(forgeUpdate(random, FORGERS, clocks)));
        if (!forger.socket.isOpen) forger = new PairClient(server);
        if (random() < 0.2) {
          const key = String.fromCodePoint(0x4e00 + count);
          victim.ydoc.getText("victim").insert(victim.ydoc.getText("victim").length, key);
          typed += key;
        }
        if (random() < 0.5) await settle(3);
      }
      await settle();
      expect(victim.socket.isOpen, `seed ${seed}`).toBe(true);
      const onDisk = loaded(await open().read("plan"));
      expect(onDisk.store.pendingStructs, `seed ${seed}`).toBeNull();
      expect(onDisk.store.pendingDs, `seed ${seed}`).toBeNull();
      expect(clocksOf(onDisk), `seed ${seed}`).toEqual(clocksOf(victim.ydoc));
      for (const ydoc of [victim.ydoc, onDisk])
        expect([...visibleOf(VICTIM, ydoc)].sort().join(""), `seed ${seed}`).toBe([...typed].sort().join(""));
      taken += FORGERS.filter((client) => onDisk.store.clients.has(client)).length;
      await server.close();
    }
    expect(taken, "forged clients that got something in").toBeGreaterThan(SEEDS);
  }, 600_000);
});
