import { setTimeout as later } from "node:timers/promises";
import { createSyncServer } from "@motet/server";
import { motetSync } from "@motet/server-fastify";
import { openLevelStore } from "@motet/store-level";
import { fastify } from "fastify";

/** A server on a real disk, to be killed. A credential is `<writer>.<milliseconds since the epoch when it expires>`. */
const { directory, documentId, port, liesForMs } = JSON.parse(process.argv[2] ?? "{}");
process.on("disconnect", () => process.exit());

const store = await openLevelStore({ directory });
let revoked = new Set();
const sync = createSyncServer({
  store: liesForMs > 0 ? lying(store.documents, liesForMs) : store.documents,
  authorizer: { authorize: async ({ credential }) => decide(credential) },
  limits: { commitIntervalMs: 10 },
  isRecovering: port !== 0,
});
const app = fastify({ forceCloseConnections: true });
await app.register(motetSync, { server: sync });

process.on("message", (message) => {
  revoked = new Set(message.revoked);
  void sync.disconnect(documentId, 1012, "rights have changed");
});

/** What was on the disk before anybody could write to it again. */
const update = await sync.read(documentId);
await app.listen({ host: "127.0.0.1", port });
process.send?.({ port: app.server.address().port, update: Buffer.from(update).toString("base64") });

function decide(credential) {
  const [writer = "", expiry] = (credential ?? "").split(".");
  const expiresAt = Number(expiry);
  if (!(expiresAt > Date.now())) return { kind: "unauthenticated" };
  if (revoked.has(writer)) return { kind: "not-found" };
  return { kind: "granted", access: { role: "editor", userId: writer, expiresAt } };
}

/** A disk that says "written" before it is: what a soak has to find. */
function lying(documents, forMs) {
  return new Proxy(documents, {
    get(target, name) {
      const method = target[name].bind(target);
      if (name !== "append") return method;
      return async (entries) => {
        void later(forMs).then(() => method(entries));
      };
    },
  });
}
