import type { Status } from "@motet/client";
import { describe, expect, it } from "vitest";
import { STRINGS } from "../src/catalogue.js";
import { fileName } from "../src/core/download-copy.js";
import { canTryNow, saveDetails } from "../src/core/save-details.js";
import { lineKind } from "../src/core/status-text.js";

const FIGURES = {
  unsavedEdits: 0,
  unsavedBytes: 0,
  unsavedSince: null,
  onDevice: "kept",
  transport: "websocket",
} as const;
const offline: Status = {
  ...FIGURES,
  kind: "offline-not-kept",
  nextAttemptAt: 5,
  problem: "The connection was closed.",
};
const texts = (status: Status) => saveDetails(status, STRINGS, (ms) => `#${ms}`).map(({ text }) => text);

describe("Behind the sync status", () => {
  it("stands what is unsaved, since when, where it is kept and how it travels", () => {
    expect(texts({ ...FIGURES, kind: "saved" })).toEqual(["Nothing", "Kept", "WebSocket"]);
    expect(
      texts({
        ...FIGURES,
        kind: "saving",
        unsavedEdits: 3,
        unsavedSince: 7,
        onDevice: "keeping",
        transport: "polling",
      }),
    ).toEqual([
      "3 changes since #7",
      "Being stored …",
      "Long polling, as WebSockets do not get through here",
    ]);
    expect(texts({ ...offline, unsavedEdits: 1, unsavedSince: 7, onDevice: "full" })).toEqual([
      "1 change since #7",
      "No room left",
      "None: The connection was closed. Next attempt at #5",
    ]);
    expect(texts({ ...FIGURES, kind: "denied", code: 4403, reason: "" })[2]).toBe("None: 4403");
  });

  it("one can try by hand where nothing is connected", () => {
    expect(canTryNow(offline)).toBe(true);
    expect(canTryNow({ ...FIGURES, kind: "denied", code: 4404, reason: "" })).toBe(true);
    expect(canTryNow({ ...FIGURES, kind: "saved" })).toBe(false);
  });

  it("the line says that it is keeping while the last keys are on their way to the device", () => {
    expect(lineKind({ ...offline, onDevice: "keeping" }, "edit")).toBe("offline-keeping");
    expect(lineKind({ ...offline, onDevice: "full" }, "edit")).toBe("offline-not-kept");
    expect(lineKind({ ...FIGURES, kind: "saved" }, "read")).toBe("read-only");
    expect(lineKind(undefined, "edit")).toBe("connecting");
  });
});

describe("The name of a downloaded copy", () => {
  it.each([
    ["Plan", "Plan"],
    ["  a/b\\c: “d”?\n", "a b c “d”"],
    ["../../etc/passwd", "etc passwd"],
    ["...", ""],
    ["🎵".repeat(100), "🎵".repeat(80)],
  ])("%j is %j", (title, name) => {
    expect(fileName(title)).toBe(name);
  });
});
