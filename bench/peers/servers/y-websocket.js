// y-websocket's server as its own program starts it: PORT, and YPERSISTENCE for its LevelDB.
import http from "node:http";
import { createRequire } from "node:module";
import { setupWSConnection } from "@y/websocket-server/utils";

// The ws that it brings along.
const requireBeside = createRequire(createRequire(import.meta.url).resolve("@y/websocket-server/utils"));
const { Server } = requireBeside("ws");
const webSockets = new Server({ noServer: true });
webSockets.on("connection", setupWSConnection);
const server = http.createServer();
server.on("upgrade", (request, socket, head) => {
  webSockets.handleUpgrade(request, socket, head, (webSocket) =>
    webSockets.emit("connection", webSocket, request),
  );
});
server.listen(Number(process.env.PORT), "127.0.0.1", () => console.log("ready"));
