import type { SyncServerStats } from "@motet/server";
import type { FastifyInstance } from "fastify";
import { Problem } from "./problems.js";

export interface HealthOptions {
  /** Rejects while the store cannot be read. */
  readonly list: () => Promise<unknown>;
  readonly stats: () => Pick<SyncServerStats, "cannotSave">;
}

/** `/healthz`: the process answers. `/readyz`: documents can be read and edits can be saved. */
export const healthRoutes = (app: FastifyInstance, { list, stats }: HealthOptions): void => {
  app.get("/healthz", async () => ({ status: "ok" }));
  app.get("/readyz", async () => {
    if (stats().cannotSave) throw new Problem("unavailable", "The store takes no edits at present.");
    await list();
    return { status: "ready" };
  });
};
