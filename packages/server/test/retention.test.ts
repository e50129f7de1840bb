import { describe, expect, it } from "vitest";
import { KEEP_EVERYTHING, planRetention } from "../src/index.js";

const HOUR = 3_600_000;

/** A log that has become a checkpoint an hour: checkpoint n holds ten entries more than the one before. */
const past = (hours: number, checkpointBytes: number, segmentBytes: number) => ({
  checkpoints: Array.from({ length: hours }, (_, n) => ({
    upTo: (n + 1) * 10,
    time: (n + 1) * HOUR,
    bytes: checkpointBytes,
  })),
  segments: Array.from({ length: hours }, (_, n) => ({
    range: { from: n * 10 + 1, through: (n + 1) * 10 },
    throughTime: (n + 1) * HOUR,
    bytes: segmentBytes,
  })),
});

const listed = (kept: ReadonlySet<number>) => [...kept].sort((a, b) => a - b);

describe("Retention", () => {
  it("7.5 the last three checkpoints are kept", () => {
    const plan = planRetention({ ...past(10, 1_000, 1), retention: KEEP_EVERYTHING, now: 0 });
    expect(listed(plan.checkpoints)).toEqual([80, 90, 100]);
    expect(plan.forgottenThrough).toBe(0);
    const few = planRetention({ ...past(2, 1_000, 1), retention: KEEP_EVERYTHING, now: 0 });
    expect(listed(few.checkpoints)).toEqual([10, 20]);
  });

  it("7.5 an older one stays for each stretch of the past that is four times its size", () => {
    const { checkpoints } = planRetention({ ...past(13, 1_000, 1_000), retention: KEEP_EVERYTHING, now: 0 });
    expect(listed(checkpoints)).toEqual([40, 80, 110, 120, 130]);
  });

  it("7.5 so does one that nothing leads up to", () => {
    const { checkpoints, segments } = past(6, 1_000, 1);
    const plan = planRetention({
      checkpoints,
      segments: segments.slice(2),
      retention: KEEP_EVERYTHING,
      now: 0,
    });
    expect(listed(plan.checkpoints)).toEqual([10, 40, 50, 60]);
  });

  it("7.6 without being told otherwise nothing is forgotten, however old", () => {
    const now = 1e15;
    expect(planRetention({ ...past(50, 1, 1e9), retention: KEEP_EVERYTHING, now }).forgottenThrough).toBe(0);
  });

  /** Hour by hour, as a store does it: what is forgotten once is gone. */
  const live = (hours: number, retention: { historyMs: number; historyBytes: number }) => {
    const whole = past(hours, 1_000, 100);
    let checkpoints: typeof whole.checkpoints = [];
    let segments: typeof whole.segments = [];
    const begins: number[] = [];
    for (let hour = 0; hour < hours; hour++) {
      checkpoints = [...checkpoints, ...whole.checkpoints.slice(hour, hour + 1)];
      segments = [...segments, ...whole.segments.slice(hour, hour + 1)];
      const plan = planRetention({ checkpoints, segments, retention, now: (hour + 1) * HOUR });
      checkpoints = checkpoints.filter(({ upTo }) => plan.checkpoints.has(upTo));
      segments = segments.filter(({ range }) => range.through > plan.forgottenThrough);
      const first = segments[0]?.range.from ?? 0;
      // What is left of the past always has something to begin with.
      expect(first === 1 || checkpoints.some(({ upTo }) => upTo === first - 1), `hour ${hour}`).toBe(true);
      begins.push(first);
    }
    return { begins, checkpoints, segments };
  };

  it("7.6 by age, what is younger stays, and what is older by more than a step goes", () => {
    const { segments } = live(200, { ...KEEP_EVERYTHING, historyMs: 24 * HOUR });
    const oldest = segments[0]?.throughTime ?? 0;
    expect(oldest).toBeLessThanOrEqual((200 - 24) * HOUR);
    expect(oldest).toBeGreaterThan((200 - 24 - 8) * HOUR);
  });

  it("7.6 by size, what is within stays, and what is beyond by more than a step goes", () => {
    const { segments } = live(200, { ...KEEP_EVERYTHING, historyBytes: 2_000 });
    const bytes = segments.reduce((sum, segment) => sum + segment.bytes, 0);
    expect(bytes).toBeGreaterThanOrEqual(2_000);
    expect(bytes).toBeLessThan(2_000 + 800);
  });

  it("7.6 the past since the checkpoints to fall back on is never forgotten", () => {
    const { checkpoints, segments } = live(20, { historyMs: 0, historyBytes: 0 });
    expect(checkpoints.map(({ upTo }) => upTo)).toEqual([180, 190, 200]);
    expect(segments.map(({ range }) => range.from)).toEqual([181, 191]);
  });
});
