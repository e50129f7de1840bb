import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { type WebSocket, WebSocketServer } from "ws";
import type { ServerEnd } from "./fake-network.js";
import { ModelServer } from "./model-server.js";

export interface LiveServer {
  readonly url: string;
  readonly port: number;
  readonly model: ModelServer;
  /** The open sockets. */
  readonly sockets: ReadonlySet<WebSocket>;
  /** Ends every socket without a handshake, as a killed process does. */
  kill(): Promise<void>;
}

/** The model server on a real socket of 127.0.0.1, with a disk that is at once durable. One document, whatever its name. */
export async function startLiveServer(
  options: { readonly port?: number; readonly model?: ModelServer } = {},
): Promise<LiveServer> {
  const { port = 0, model = new ModelServer() } = options;
  const http = createServer((_request, response) => response.writeHead(426).end());
  const webSockets = new WebSocketServer({ server: http });
  webSockets.on("connection", (webSocket) => serve(webSocket, model));
  await listen(http, port);
  const address = http.address() as AddressInfo;
  return {
    url: `ws://127.0.0.1:${address.port}`,
    port: address.port,
    model,
    sockets: webSockets.clients,
    kill: async () => {
      for (const webSocket of webSockets.clients) webSocket.terminate();
      webSockets.close();
      http.close();
      await once(http, "close");
      model.crash();
    },
  };
}

function serve(webSocket: WebSocket, model: ModelServer): void {
  const end: ServerEnd = {
    send: (message) => webSocket.send(message),
    close: (code, reason) => webSocket.close(code, reason),
  };
  webSocket.on("error", () => webSocket.terminate());
  webSocket.on("close", () => model.leave(end));
  webSocket.on("message", (data: Buffer) => {
    model.receive(end, new Uint8Array(data));
    model.flush();
    for (const session of model.sessions.keys()) model.answer(session);
  });
  model.open(end);
}

async function listen(server: Server, port: number): Promise<void> {
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
}
