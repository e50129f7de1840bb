import * as encoding from "lib0/encoding";
import { describe, expect, it } from "vitest";
import {
  decode,
  encodeAuth,
  encodeAwareness,
  encodeBroadcast,
  encodeCondition,
  encodeQueryAwareness,
  encodeSaved,
  encodeSyncStep1,
  encodeSyncStep2,
  encodeUpdate,
  LIMITS,
  MalformedMessage,
} from "./index.js";

const bytes = Uint8Array.of(1, 2, 3);
const awareness = (write: (encoder: encoding.Encoder) => void) =>
  encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, 1);
    encoding.writeVarUint8Array(encoder, encoding.encode(write));
  });
const oneState = (state: Uint8Array) =>
  awareness((encoder) => {
    encoding.writeVarUint(encoder, 1);
    encoding.writeVarUint(encoder, 7);
    encoding.writeVarUint(encoder, 1);
    encoding.writeVarUint8Array(encoder, state);
  });
const text = (value: string) => new TextEncoder().encode(value);

const FRAMES = {
  "sync step 1": [encodeSyncStep1(bytes), { kind: "sync-step-1", stateVector: bytes }],
  "sync step 2": [encodeSyncStep2(bytes), { kind: "sync-step-2", update: bytes }],
  "an update": [encodeUpdate(bytes), { kind: "update", update: bytes }],
  "an update without bytes": [encodeUpdate(new Uint8Array()), { kind: "update", update: new Uint8Array() }],
  awareness: [
    encodeAwareness([
      { clientId: 0xffffffff, clock: 3, state: '{"user":{"name":"Ä🎵"}}' },
      { clientId: 0, clock: 0, state: "null" },
    ]),
    {
      kind: "awareness",
      entries: [
        { clientId: 0xffffffff, clock: 3, state: '{"user":{"name":"Ä🎵"}}' },
        { clientId: 0, clock: 0, state: "null" },
      ],
    },
  ],
  "query awareness": [encodeQueryAwareness(), { kind: "query-awareness" }],
  auth: [encodeAuth("no"), { kind: "auth", reason: "no" }],
  saved: [encodeSaved(bytes), { kind: "saved", payload: bytes }],
  condition: [encodeCondition(true), { kind: "condition", cannotSave: true }],
  "a broadcast": [
    encodeBroadcast({ topic: "price", data: bytes, by: "server" }),
    { kind: "broadcast", topic: "price", data: bytes, by: "server" },
  ],
} as const;

describe("decode", () => {
  it.each(Object.entries(FRAMES))("reads what encode wrote: %s", (_, [frame, message]) => {
    expect(decode(frame)).toEqual(message);
  });

  it.each(Object.entries(FRAMES))(
    "refuses bytes after the end, and every frame that is cut: %s",
    (_, [frame]) => {
      expect(() => decode(Uint8Array.of(...frame, 0))).toThrow(MalformedMessage);
      for (let length = 0; length < frame.length; length++) {
        expect(() => decode(frame.subarray(0, length)), `the first ${length} bytes`).toThrow(
          MalformedMessage,
        );
      }
    },
  );

  it.each([
    ["an unknown type", Uint8Array.of(9)],
    ["an unknown sync type", Uint8Array.of(0, 9, 0)],
    ["a number without end", new Uint8Array(32).fill(0xff)],
    ["a length beyond the frame", Uint8Array.of(0, 2, 0xff, 0xff, 0x03, 1)],
    ["a payload over its limit", encodeSaved(new Uint8Array(LIMITS.maxSavedPayloadBytes + 1))],
    ["a topic over its limit", encodeBroadcast({ topic: "x".repeat(65), data: bytes, by: "peer" })],
    ["a broadcast without topic", encodeBroadcast({ topic: "", data: bytes, by: "peer" })],
    [
      "a broadcast over its limit",
      encodeBroadcast({ topic: "x", data: new Uint8Array(LIMITS.maxBroadcastBytes + 1), by: "peer" }),
    ],
    ["a frame over its limit", new Uint8Array(LIMITS.maxMessageBytes + 1)],
    ["an awareness state over its limit", oneState(text(`"${"x".repeat(LIMITS.maxAwarenessStateBytes)}"`))],
    ["an awareness state that is no JSON", oneState(text("{"))],
    ["an awareness state that is an array", oneState(text("[]"))],
    ["an awareness state that is a number", oneState(text("1"))],
    ["an awareness state that is no UTF-8", oneState(Uint8Array.of(0x22, 0xff, 0x22))],
    [
      "more clients than the limit",
      awareness((encoder) => encoding.writeVarUint(encoder, LIMITS.maxAwarenessEntries + 1)),
    ],
    ["a client id beyond 32 bits", encodeAwareness([{ clientId: 2 ** 32, clock: 0, state: "null" }])],
  ])("refuses %s", (_, frame) => {
    expect(() => decode(frame)).toThrow(MalformedMessage);
  });

  it("reads a state of null with spaces around it as one who has left", () => {
    expect(decode(oneState(text(" null\n")))).toEqual({
      kind: "awareness",
      entries: [{ clientId: 7, clock: 1, state: "null" }],
    });
  });

  it("throws nothing else, whatever the bytes", () => {
    // A fixed walk through mutations: each frame, each byte, several values.
    for (const [frame] of Object.values(FRAMES)) {
      for (let index = 0; index < frame.length; index++) {
        for (const value of [0, 1, 0x7f, 0x80, 0xff]) {
          const mutated = frame.slice();
          mutated[index] = value;
          try {
            decode(mutated);
          } catch (error) {
            expect(error, `byte ${index} = ${value}`).toBeInstanceOf(MalformedMessage);
          }
        }
      }
    }
  });
});
