import { CloseCode } from "@motet/protocol";
import type { Socket } from "@motet/server";
import type { RawData, WebSocket } from "ws";

/** A close frame has room for so much text. */
const MAX_REASON_BYTES = 123;

/** A WebSocket of ws as the `Socket` of `@motet/server`. Call it in the turn in which the WebSocket opened. */
export const toSocket = (webSocket: WebSocket): Socket => {
  // Without a listener ws's error event would end the process; what happened shows in the close that follows.
  webSocket.on("error", () => {});

  const isOpen = (): boolean => webSocket.readyState === webSocket.OPEN;
  const close = (code: number, reason: string): void => {
    if (isOpen()) webSocket.close(code, shortened(reason));
  };
  return {
    get bufferedAmount() {
      return webSocket.bufferedAmount;
    },
    send: (message) => {
      if (isOpen()) webSocket.send(message, { binary: true }, ignoreFailure);
    },
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

/** A send that fails is followed by the socket's close, which says so. */
const ignoreFailure = (): void => {};

/** A copy: what ws hands over may be a small view that keeps the whole chunk it came in from being freed. */
const copyOf = (data: RawData): Uint8Array =>
  new Uint8Array(Array.isArray(data) ? Buffer.concat(data) : data);

const shortened = (reason: string): string => {
  const bytes = Buffer.from(reason);
  return bytes.length <= MAX_REASON_BYTES
    ? reason
    : new TextDecoder().decode(bytes.subarray(0, MAX_REASON_BYTES)).replace(/\uFFFD+$/, "");
};
