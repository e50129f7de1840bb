import type { Server } from "node:http";
import type { Duplex } from "node:stream";
import type { WebSocketServer } from "ws";

export interface Handshakes {
  /** From when ws has taken over: those that it opens are no longer ours. */
  handOverTo(server: WebSocketServer): void;
  /** Destroys the connections that are still between their request and a WebSocket, and those that ask from now on. */
  abandon(): void;
}

/**
 * Node lets go of a connection at its upgrade request and forgets its timeouts; ws takes it over when the upgrade is granted. In between
 * it belongs to nobody: here it is destroyed when that takes too long, also when it was refused and its peer leaves it open.
 */
export const watchHandshakes = (server: Server, timeoutMs: number): Handshakes => {
  const pending = new Map<Duplex, NodeJS.Timeout>();
  let isAbandoned = false;
  const forget = (socket: Duplex): void => {
    clearTimeout(pending.get(socket));
    pending.delete(socket);
  };
  server.on("upgrade", (_request, socket) => {
    if (isAbandoned) {
      socket.destroy();
      return;
    }
    pending.set(
      socket,
      setTimeout(() => socket.destroy(), timeoutMs),
    );
    socket.once("close", () => forget(socket));
  });
  return {
    handOverTo: (webSockets) =>
      void webSockets.on("connection", (_socket, request) => forget(request.socket)),
    abandon: () => {
      isAbandoned = true;
      for (const socket of pending.keys()) socket.destroy();
    },
  };
};
