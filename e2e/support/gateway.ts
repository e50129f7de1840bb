import { once } from "node:events";
import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import { type AddressInfo, connect } from "node:net";
import type { Duplex } from "node:stream";
import { WebSocketServer } from "ws";
import { passSlowly } from "./slow-wire.js";

/**
 * What stands between people and the server:
 * - `open`: nothing that matters
 * - `strips`: answers upgrades as a proxy does that does not know them
 * - `swallows`: lets WebSockets open, and passes nothing
 * - `cuts`: ends every WebSocket 2 s after it has opened
 * - `delays`: 300 ms each way, and now and then the wait for a lost packet to be sent again
 * - `garbles`: speaks in the server's place where documents are exchanged, and says nothing that means anything
 */
export type Obstacle = "open" | "strips" | "swallows" | "cuts" | "delays" | "garbles";

export interface Gateway {
  readonly url: string;
  obstacle: Obstacle;
  /** WebSockets that were let through so far. */
  readonly passed: number;
  close(): Promise<void>;
}

const CUT_AFTER_MS = 2_000;

/** A step 2 whose length leads beyond its end, and an awareness message of noise. */
const GARBAGE = [Uint8Array.of(0, 1, 0xff, 0xff, 0xff, 0x7f), Uint8Array.of(1, 3, 7, 7, 7)];

/**
 * An HTTP server in front of another. Pages that come from here take it for their own. WebSockets may go to another server than
 * everything else: to `socketTarget`.
 */
export async function createGateway(
  target: string,
  obstacle: Obstacle,
  socketTarget = target,
): Promise<Gateway> {
  const { hostname, port } = new URL(target);
  const sockets = new URL(socketTarget);
  const open = new Set<Duplex>();
  const deaf = new WebSocketServer({ noServer: true });
  const state = { obstacle, passed: 0 };

  const forward = (incoming: IncomingMessage, outgoing: ServerResponse) => {
    const { method, url, headers } = incoming;
    if (state.obstacle === "garbles" && url?.startsWith("/sync")) {
      outgoing.end(Buffer.concat(GARBAGE));
      return;
    }
    const sent = request({ hostname, port, method, path: url, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    sent.on("error", () => outgoing.destroy());
    outgoing.on("close", () => sent.destroy());
    incoming.pipe(sent);
  };

  const tunnel = (incoming: IncomingMessage, socket: Duplex, head: Buffer) => {
    state.passed += 1;
    const { method, url, rawHeaders } = incoming;
    const lines = rawHeaders.flatMap((name, i) => (i % 2 === 0 ? [`${name}: ${rawHeaders[i + 1]}`] : []));
    const there = connect(Number(sockets.port), sockets.hostname, () => {
      there.write(`${[`${method} ${url} HTTP/1.1`, ...lines].join("\r\n")}\r\n\r\n`);
      there.write(head);
      if (state.obstacle === "delays") passSlowly(there, socket);
      else there.pipe(socket).pipe(there);
    });
    const end = () => {
      socket.destroy();
      there.destroy();
    };
    for (const each of [socket, there]) each.on("error", end).on("close", end);
    if (state.obstacle === "cuts") setTimeout(end, CUT_AFTER_MS);
  };

  const server = createServer(forward);
  server.on("connection", (socket) => {
    open.add(socket);
    socket.on("close", () => open.delete(socket));
  });
  server.on("upgrade", (incoming, socket, head) => {
    switch (state.obstacle) {
      case "open":
      case "cuts":
      case "delays":
        tunnel(incoming, socket, head);
        break;
      case "strips":
        socket.end("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        break;
      case "swallows":
        deaf.handleUpgrade(incoming, socket, head, () => {});
        break;
      case "garbles":
        deaf.handleUpgrade(incoming, socket, head, (client) => {
          for (const frame of GARBAGE) client.send(frame);
        });
        break;
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get obstacle() {
      return state.obstacle;
    },
    set obstacle(next) {
      state.obstacle = next;
    },
    get passed() {
      return state.passed;
    },
    async close() {
      const closed = once(server, "close");
      server.close();
      deaf.close();
      for (const socket of open) socket.destroy();
      await closed;
    },
  };
}
