import type { FastifyInstance } from "fastify";

export interface HealthOptions {
  /** Rejects while documents cannot be read. */
  readonly checkStore: () => Promise<unknown>;
}

/** `/healthz`: the process answers. `/readyz`: documents can be read. */
export const healthRoutes = (app: FastifyInstance, { checkStore }: HealthOptions): void => {
  app.get("/healthz", async () => ({ status: "ok" }));
  app.get("/readyz", async () => {
    await checkStore();
    return { status: "ready" };
  });
};
