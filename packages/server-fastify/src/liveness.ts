import type { FastifyInstance } from "fastify";
import type { WebSocket } from "ws";

const MISSED_BEFORE_CUT = 2;

/** Pings every WebSocket in each interval and cuts off those that have let two pings pass. Stops with the server. */
export const watchLiveness = (fastify: FastifyInstance, intervalMs: number): void => {
  const missed = new WeakMap<WebSocket, number>();
  fastify.websocketServer.on("connection", (socket) => {
    const isAlive = (): void => void missed.set(socket, 0);
    isAlive();
    socket.on("pong", isAlive);
    socket.on("message", isAlive);
  });
  const timer = setInterval(() => {
    for (const socket of fastify.websocketServer.clients) {
      const count = missed.get(socket) ?? 0;
      if (count >= MISSED_BEFORE_CUT) socket.terminate();
      else if (socket.readyState === socket.OPEN) {
        missed.set(socket, count + 1);
        socket.ping();
      }
    }
  }, intervalMs);
  timer.unref();
  fastify.addHook("onClose", async () => clearInterval(timer));
};
