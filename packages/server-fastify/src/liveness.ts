import type { FastifyInstance } from "fastify";
import type { WebSocket } from "ws";

const MISSED_BEFORE_CUT = 2;

/** All at once, pings to thousands would hold up everybody's edits. */
const PORTIONS = 32;

/** Pings every WebSocket in each interval, one portion of them after the other, and cuts off those that have let two pings pass. Stops with the server. */
export const watchLiveness = (fastify: FastifyInstance, intervalMs: number): void => {
  const missed = new WeakMap<WebSocket, number>();
  const portions = Array.from({ length: PORTIONS }, () => new Set<WebSocket>());
  let [opened, turn] = [0, 0];
  const next = (count: number): Set<WebSocket> => portions[count % PORTIONS] as Set<WebSocket>;
  fastify.websocketServer.on("connection", (socket) => {
    const portion = next(opened++);
    portion.add(socket);
    socket.once("close", () => portion.delete(socket));
    const isAlive = (): void => void missed.set(socket, 0);
    isAlive();
    socket.on("pong", isAlive);
    socket.on("message", isAlive);
  });
  const timer = setInterval(() => {
    for (const socket of next(turn++)) {
      const count = missed.get(socket) ?? 0;
      if (count >= MISSED_BEFORE_CUT) socket.terminate();
      else if (socket.readyState === socket.OPEN) {
        missed.set(socket, count + 1);
        socket.ping();
      }
    }
  }, intervalMs / PORTIONS);
  timer.unref();
  fastify.addHook("onClose", async () => clearInterval(timer));
};
