import { describe, expect, it } from "vitest";
import { MalformedMessage, parseDocumentId } from "./index.js";

describe("parseDocumentId", () => {
  it.each([
    ["plan", "plan"],
    ["a/b", "a/b"],
    ["a%2Fb", "a/b"],
    ["__proto__", "__proto__"],
    ["..%2Fx", "../x"],
    ["%F0%9F%8E%B5", "🎵"],
    ["50%25", "50%"],
    ["%2541", "%41"],
    ["x".repeat(255), "x".repeat(255)],
  ])("takes %s as an ordinary name, decoded once", (encoded, id) => {
    expect(parseDocumentId(encoded)).toBe(id);
  });

  it.each([
    ["nothing", ""],
    ["256 bytes", "x".repeat(256)],
    ["more than 255 bytes of UTF-8", "%C3%A4".repeat(128)],
    ["a broken escape", "%"],
    ["a cut escape", "%4"],
    ["bytes that are no UTF-8", "%FF%FE"],
    ["an encoded surrogate", "%ED%A0%80"],
    ["an unpaired surrogate", "\ud800"],
    ["a NUL", "a%00b"],
    ["a line feed", "a%0Ab"],
    ["DEL", "%7F"],
    ["a C1 control", "%C2%85"],
  ])("refuses %s", (_, encoded) => {
    expect(() => parseDocumentId(encoded)).toThrow(MalformedMessage);
  });
});
