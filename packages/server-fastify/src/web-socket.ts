import type { Duplex } from "node:stream";
import { CloseCode } from "@motet/protocol";
import type { Socket } from "@motet/server";
import type { RawData, WebSocket } from "ws";
import { toFrames } from "./frames.js";

/** A close frame has room for so much text. */
const MAX_REASON_BYTES = 123;

/** A room hands the same messages to all its sockets: what they are told, and what each is answered who comes. */
const framesMade = new WeakMap<readonly Uint8Array[], readonly Uint8Array[]>();

const framesOf = (messages: readonly Uint8Array[]): readonly Uint8Array[] => {
  const made = framesMade.get(messages);
  if (made !== undefined) return made;
  const frames = toFrames(messages);
  framesMade.set(messages, frames);
  return frames;
};

/**
 * A WebSocket of ws as the `Socket` of `@motet/server`; `stream` is the connection under it. Call it in the turn in which the WebSocket opened. Without
 * compression ws itself holds nothing back, so that frames written beside it keep their order.
 */
export const toSocket = (webSocket: WebSocket, stream: Duplex): Socket => {
  // Without a listener ws's error event would end the process; what happened shows in the close that follows.
  webSocket.on("error", () => {});

  const isOpen = (): boolean => webSocket.readyState === webSocket.OPEN;
  const close = (code: number, reason: string): void => {
    if (isOpen()) webSocket.close(code, shortened(reason));
  };
  const write = (frames: readonly Uint8Array[]): void => {
    if (!isOpen() || !stream.writable) return;
    if (frames.length > 1) stream.cork();
    for (const frame of frames) stream.write(frame);
    if (frames.length > 1) stream.uncork();
  };
  return {
    get bufferedAmount() {
      return webSocket.bufferedAmount;
    },
    send: (message) => write(toFrames([message])),
    sendAll: (messages) => write(framesOf(messages)),
    pause: () => webSocket.pause(),
    resume: () => webSocket.resume(),
    close,
    onMessage: (listener) => {
      webSocket.on("message", (data, isBinary) => {
        // ws still hands over what had arrived before a close of ours took effect.
        if (!isOpen()) return;
        if (isBinary) listener(copyOf(data));
        else close(CloseCode.BAD_MESSAGE, "text frame: messages are binary");
      });
    },
    onClose: (listener) => {
      webSocket.once("close", listener);
    },
  };
};

/** A copy: what ws hands over may be a small view that keeps the whole chunk it came in from being freed. */
const copyOf = (data: RawData): Uint8Array =>
  new Uint8Array(Array.isArray(data) ? Buffer.concat(data) : data);

const shortened = (reason: string): string => {
  const bytes = Buffer.from(reason);
  return bytes.length <= MAX_REASON_BYTES
    ? reason
    : new TextDecoder().decode(bytes.subarray(0, MAX_REASON_BYTES)).replace(/\uFFFD+$/, "");
};
