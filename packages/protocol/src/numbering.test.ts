import { describe, expect, it } from "vitest";
import { MalformedMessage, Numbering } from "./index.js";

const frame = (byte: number) => Uint8Array.of(byte, byte);

describe("Numbering", () => {
  it("gives each frame back once, in order", () => {
    const [sender, receiver] = [new Numbering(), new Numbering()];
    for (let byte = 0; byte < 300; byte++) {
      const numbered = sender.number(frame(byte));
      expect(receiver.receive(numbered)).toEqual(frame(byte));
      expect(receiver.receive(numbered)).toBeNull();
    }
  });

  it("notices that one is missing", () => {
    const [sender, receiver] = [new Numbering(), new Numbering()];
    receiver.receive(sender.number(frame(1)));
    sender.number(frame(2));
    expect(() => receiver.receive(sender.number(frame(3)))).toThrow(MalformedMessage);
  });

  it.each([[[]], [[0x80]], [[0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f]]])(
    "refuses %j",
    (bytes) => {
      expect(() => new Numbering().receive(Uint8Array.from(bytes))).toThrow(MalformedMessage);
    },
  );
});
