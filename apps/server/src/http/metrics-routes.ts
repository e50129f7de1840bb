import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Registry } from "prom-client";
import { isLoopback } from "../settings/config.js";
import { Problem } from "./problems.js";

export interface MetricsOptions {
  readonly registry: Registry;
  /** Whether others than this machine may read them. */
  readonly isPublic: boolean;
}

/** `/metrics` in the Prometheus text format. To those who may not read them there is no such address. */
export const metricsRoutes = (app: FastifyInstance, { registry, isPublic }: MetricsOptions): void => {
  app.get("/metrics", async (request, reply) => {
    if (!isPublic && !isOfThisMachine(request)) throw new Problem("not-found");
    return reply
      .type(registry.contentType)
      .header("cache-control", "no-store")
      .send(await registry.metrics());
  });
};

/** A proxy on this machine says for whom it asks. */
const isOfThisMachine = ({ socket, headers }: FastifyRequest): boolean => {
  if (headers.forwarded !== undefined || headers["x-forwarded-for"] !== undefined) return false;
  return isLoopback((socket.remoteAddress ?? "").replace(/^::ffff:/, ""));
};
