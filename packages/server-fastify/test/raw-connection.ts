import { once } from "node:events";
import { connect as connectTcp, type Socket } from "node:net";
import { onTestFinished } from "vitest";

/** A TCP connection whose bytes the test writes itself. */
export interface RawConnection {
  readonly socket: Socket;
  /** What has come so far, as latin1. */
  readonly text: () => string;
  readonly closed: Promise<unknown>;
}

export const rawConnection = async (port: number, firstBytes: string | Buffer): Promise<RawConnection> => {
  const socket = connectTcp(port, "127.0.0.1");
  onTestFinished(() => void socket.destroy());
  let text = "";
  socket.on("data", (chunk) => {
    text += chunk.toString("latin1");
  });
  socket.on("error", () => {});
  const closed = once(socket, "close");
  await once(socket, "connect");
  socket.write(firstBytes);
  return { socket, text: () => text, closed };
};

/** The request line's target is sent as it is: no client tidies it up. */
export const upgradeRequest = (target: string, headers: readonly string[] = []): string =>
  [
    `GET ${target} HTTP/1.1`,
    "Host: 127.0.0.1",
    "Connection: Upgrade",
    "Upgrade: websocket",
    "Sec-WebSocket-Version: 13",
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
    ...headers,
    "",
    "",
  ].join("\r\n");

/** A client frame, masked with zeros so that its payload reads as it is. */
export const frame = (firstByte: number, payload: readonly number[] = []): Buffer =>
  Buffer.from([firstByte, 0x80 | payload.length, 0, 0, 0, 0, ...payload]);

/** The close code in the last frame of the server. */
export const closeCodeIn = (text: string): number | null => {
  const bytes = Buffer.from(text, "latin1");
  const at = bytes.lastIndexOf(0x88);
  return at === -1 || bytes.length < at + 4 ? null : bytes.readUInt16BE(at + 2);
};
