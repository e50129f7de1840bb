import { describe, expect, it } from "vitest";
import { speech } from "../language/language.js";
import { exactTime, relativeTime } from "./relative-time.js";

const NOW = new Date(2026, 10, 23, 15, 0, 0).getTime();
const ago = (ms: number) => relativeTime(NOW - ms, NOW, speech());
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

describe("relative time", () => {
  it.each([
    [0, "just now"],
    [44_000, "just now"],
    [45_000, "1 minute ago"],
    [5 * MINUTE, "5 minutes ago"],
    [HOUR - 1, "59 minutes ago"],
    [HOUR, "1 hour ago"],
    [14 * HOUR, "14 hours ago"],
    [16 * HOUR, "yesterday"],
    [2 * DAY, "2 days ago"],
    [6 * DAY, "6 days ago"],
    [7 * DAY, "November 16"],
    [200 * DAY, "May 7"],
    [700 * DAY, "December 23, 2024"],
  ])("%i ms ago reads “%s”", (age, text) => {
    expect(ago(age)).toBe(text);
  });

  it("shortly after midnight the late evening is still hours ago", () => {
    const night = new Date(2026, 10, 23, 1, 0, 0).getTime();
    expect(relativeTime(night - 2 * HOUR, night, speech())).toBe("2 hours ago");
  });

  it("a time ahead of this device's clock reads “just now”", () => {
    expect(ago(-DAY)).toBe("just now");
  });

  it("the exact time names day, date and minute", () => {
    expect(exactTime(NOW, speech())).toMatch(/Monday.*November 23.*2026.*3:00/u);
  });
});
