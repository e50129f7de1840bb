import type { WebSocketServer } from "ws";

const GOING_AWAY = 1001;

/** Closes every WebSocket with 1001 and cuts off those that have not answered in time. Resolves when none is left. */
export const closeAll = async (server: WebSocketServer, timeoutMs: number): Promise<void> => {
  // No upgrade is completed from now on; ws answers 503.
  server.close();
  const closed = [...server.clients].map(
    (client) =>
      new Promise<void>((resolve) => {
        client.once("close", () => resolve());
        client.close(GOING_AWAY, "server is stopping");
      }),
  );
  const cutOff = setTimeout(() => {
    for (const client of server.clients) client.terminate();
  }, timeoutMs);
  await Promise.all(closed);
  clearTimeout(cutOff);
};
