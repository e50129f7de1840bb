// Rooms on a real store that are written to, compacted, closed and opened again without end, until the process kills itself where it is told to. For each
// edit that is durable it prints "<document> <token>", at once.
import { writeSync } from "node:fs";
import { createSyncServer } from "@motet/server";
import * as Y from "yjs";
import { openLevelStore } from "../dist/index.js";

const { directory, round, kill, documentIds, writers } = JSON.parse(process.argv[2]);
const end = () => process.kill(process.pid, "SIGKILL");
// Not every point is reached soon: then it dies somewhere else.
setTimeout(end, 2_000);

/** Not later than now, also where the reader is slow: what is said is promised. */
const say = (line) => {
  for (;;) {
    try {
      return writeSync(1, line);
    } catch (error) {
      if (error.code !== "EAGAIN") throw error;
    }
  }
};

/** The store, deadly at the n-th call of one of its methods: before it, while it is under way, or just after it. */
const deadly = (store) => {
  let calls = 0;
  const killing = async (...args) => {
    calls += 1;
    if (calls !== kill.call) return store[kill.method](...args);
    if (kill.moment === "before") end();
    if (kill.moment === "during") setTimeout(end, kill.afterMs);
    const result = await store[kill.method](...args);
    end();
    return result;
  };
  return new Proxy(store, {
    get: (target, name) => (name === kill?.method ? killing : target[name].bind(target)),
  });
};

const { documents } = await openLevelStore({ directory });
const EVERYTHING = { role: "owner", userId: null, expiresAt: null };
const server = createSyncServer({
  store: deadly(documents),
  authorizer: { authorize: async () => ({ kind: "granted", access: EVERYTHING }) },
  limits: {
    checkpointAfterEntries: 12,
    checkpointAfterShare: 0,
    checkpointAtUnloadEntries: 4,
    unloadAfterMs: 2,
  },
});

const write = async (writer, documentId) => {
  const ydoc = new Y.Doc();
  for (let count = 1; ; count += 1) {
    const before = Y.encodeStateVector(ydoc);
    const token = `${round}.${writer}.${count};`;
    const text = ydoc.getText("body");
    text.insert(text.length, token);
    // A second client's worth of deleted content, for compaction to collect.
    text.insert(0, "rough draft");
    text.delete(0, "rough draft".length);
    await server.write(documentId, Y.encodeStateAsUpdate(ydoc, before), `writer ${writer}`);
    say(`${documentId} ${token}\n`);
    // Long enough, now and then, for the room to close.
    if (count % 7 === 0) await new Promise((resolve) => setTimeout(resolve, (count * 7 + writer * 3) % 12));
  }
};

await Promise.all(
  Array.from({ length: writers }, (_, writer) => write(writer, documentIds[writer % documentIds.length])),
);
