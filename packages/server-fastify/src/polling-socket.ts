import { CloseCode, Numbering } from "@motet/protocol";
import type { Socket } from "@motet/server";
import type { Socket as PollingSocket } from "engine.io";

/** An engine.io socket as the `Socket` of `@motet/server`. Frames are numbered, see `Numbering`. Call it in the turn of its connection. */
export const toPolledSocket = (polled: PollingSocket): Socket => {
  const numbering = new Numbering();
  let unsent = 0;
  let isClosing = false;
  const isOpen = (): boolean => !isClosing && polled.readyState === "open";
  const close = (code: number, reason: string): void => {
    if (!isOpen()) return;
    isClosing = true;
    // Polling has no close codes: a text, which no frame is, brings it.
    polled.send(JSON.stringify({ code, reason }));
    // engine.io cuts off the request that is being received: the answer to it has to go out first.
    setImmediate(() => polled.close());
  };
  return {
    get bufferedAmount() {
      return unsent;
    },
    send: (message) => {
      if (!isOpen()) return;
      const numbered = numbering.number(message);
      unsent += numbered.length;
      // Edits are small and already compact.
      polled.send(
        Buffer.from(numbered.buffer, numbered.byteOffset, numbered.byteLength),
        { compress: false },
        () => {
          unsent -= numbered.length;
        },
      );
    },
    close,
    onMessage: (listener) => {
      polled.on("message", (data: unknown) => {
        if (!isOpen()) return;
        if (!(data instanceof Uint8Array)) {
          close(CloseCode.BAD_MESSAGE, "text frame: messages are binary");
          return;
        }
        let frame: Uint8Array | null;
        try {
          frame = numbering.receive(new Uint8Array(data));
        } catch {
          // Not the client's fault, and nothing that another connection would not heal.
          close(CloseCode.OVERLOADED, "a message was lost on the way");
          return;
        }
        if (frame !== null) listener(frame);
      });
    },
    onClose: (listener) => {
      polled.once("close", () => listener());
    },
  };
};
