import type { FastifyInstance } from "fastify";
import { toPrometheusText } from "./prometheus-text.js";

export interface MetricsOptions {
  readonly stats: () => object;
}

/** `/metrics` in the Prometheus text format: the figures of the sync server and of the process. */
export const metricsRoutes = (app: FastifyInstance, { stats }: MetricsOptions): void => {
  app.get("/metrics", async (_request, reply) => {
    const { rss, heapUsed, external } = process.memoryUsage();
    const { user, system } = process.cpuUsage();
    return reply
      .type("text/plain; version=0.0.4; charset=utf-8")
      .header("cache-control", "no-store")
      .send(
        toPrometheusText({
          motet: stats(),
          process: {
            uptimeSeconds: process.uptime(),
            cpuSecondsTotal: (user + system) / 1e6,
            residentMemoryBytes: rss,
            heapUsedBytes: heapUsed,
            externalMemoryBytes: external,
          },
        }),
      );
  });
};
