import { decode, type Message, MessageType } from "@motet/protocol";
import * as Y from "yjs";

/**
 * What a socket delivered, as a message.
 *
 * - "broken": part of the document that cannot be read, or holds an update that Yjs could not apply whole. The
 *   connection is not to be trusted with the rest.
 * - "unknown": anything else that cannot be read. A newer server may say more than we know, and a stock one passes on
 *   whatever another client calls its awareness state: neither may cost us the connection.
 */
export function readMessage(data: unknown): Message | "broken" | "unknown" {
  const bytes = bytesOf(data);
  if (bytes === null) return "unknown";
  try {
    const message = decode(bytes);
    // y-websocket only logs a broken update, and would then take the document for loaded.
    if (message.kind === "sync-step-2" || message.kind === "update") Y.decodeUpdate(message.update);
    return message;
  } catch {
    return bytes[0] === MessageType.sync ? "broken" : "unknown";
  }
}

function bytesOf(data: unknown): Uint8Array | null {
  if (data instanceof ArrayBuffer) return new Uint8Array(data);
  if (ArrayBuffer.isView(data)) return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  return null;
}
