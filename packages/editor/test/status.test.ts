import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { STRINGS } from "../src/catalogue.js";
import { createStatusAnnouncer, type StatusAnnouncer } from "../src/core/status-announcer.js";
import {
  allowsEditing,
  type LineKind,
  type StatusKind,
  shownKind,
  statusText,
} from "../src/core/status-text.js";

const KINDS: readonly (readonly [StatusKind, string])[] = [
  ["connecting", "Connecting…"],
  ["saving", "Saving…"],
  ["saved", "Saved"],
  ["synced", "Synced, not confirmed saved"],
  ["offline-kept", "Offline, kept on this device"],
  ["offline-not-kept", "Offline, not kept"],
  ["read-only", "Read only"],
  ["denied", "No access"],
  ["server-cannot-save", "Server cannot save"],
];

describe("The sync status", () => {
  it.each(KINDS)("%s reads “%s”", (kind, text) => {
    expect(statusText(kind, "edit", STRINGS)).toBe(text);
  });

  it("says Saved when the provider says saved, and never else", () => {
    const saying = KINDS.filter(([kind]) => statusText(kind, "edit", STRINGS) === "Saved");
    expect(saying.map(([kind]) => kind)).toEqual(["saved"]);
  });

  it("is Read only for a reader while all is well, and tells of trouble all the same", () => {
    expect(shownKind("saved", "read")).toBe("read-only");
    expect(shownKind("offline-kept", "read")).toBe("offline-kept");
  });

  it("lets people write while they are offline, not where the server refuses", () => {
    expect(KINDS.filter(([kind]) => !allowsEditing(kind)).map(([kind]) => kind)).toEqual([
      "read-only",
      "denied",
    ]);
  });
});

describe("What a screen reader is told of it", () => {
  let spoken: LineKind[];
  let announcer: StatusAnnouncer;
  beforeEach(() => {
    vi.useFakeTimers();
    spoken = [];
    announcer = createStatusAnnouncer({ settleMs: 1_000, speak: (kind) => spoken.push(kind) });
  });
  afterEach(() => {
    announcer.dispose();
    vi.useRealTimers();
  });

  it("is nothing while one writes and it is saved", () => {
    for (const kind of ["connecting", "saved", "saving", "saved"] as const) {
      announcer.receive(kind);
      vi.advanceTimersByTime(5_000);
    }
    expect(spoken).toEqual([]);
  });

  it("is trouble that lasts, once, and that it is over", () => {
    announcer.receive("offline-not-kept");
    vi.advanceTimersByTime(500);
    announcer.receive("offline-not-kept");
    vi.advanceTimersByTime(500);
    expect(spoken).toEqual(["offline-not-kept"]);
    announcer.receive("connecting");
    announcer.receive("saving");
    announcer.receive("saved");
    vi.advanceTimersByTime(1_000);
    expect(spoken).toEqual(["offline-not-kept", "saved"]);
  });

  it("is not a moment's trouble", () => {
    announcer.receive("offline-not-kept");
    vi.advanceTimersByTime(900);
    announcer.receive("saved");
    vi.advanceTimersByTime(5_000);
    expect(spoken).toEqual([]);
  });
});
