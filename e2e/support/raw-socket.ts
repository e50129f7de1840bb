import { once } from "node:events";
import { WebSocket } from "ws";

/** A WebSocket without any client around it. Resolves once it is open; rejects with the status that refused it. */
export async function rawSocket(url: string, path: string): Promise<WebSocket> {
  const socket = new WebSocket(url.replace(/^http/, "ws") + path);
  socket.on("error", () => {});
  const refused = once(socket, "unexpected-response").then(([, response]) => {
    throw new Error(String((response as { statusCode: number }).statusCode));
  });
  await Promise.race([once(socket, "open"), refused]);
  return socket;
}

/** Sends one frame to a document and resolves with the code that closes the socket. */
export async function closeCodeFor(url: string, path: string, frame: Uint8Array | string): Promise<number> {
  const socket = await rawSocket(url, path);
  const closed = once(socket, "close") as Promise<[number]>;
  socket.send(frame);
  const [code] = await closed;
  return code;
}

/** The HTTP status that refuses a WebSocket. */
export async function refusalOf(url: string, path: string): Promise<string> {
  try {
    (await rawSocket(url, path)).terminate();
    return "accepted";
  } catch (error) {
    return (error as Error).message;
  }
}
