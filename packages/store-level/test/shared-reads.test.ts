import { expect, test } from "vitest";
import { SharedReads } from "../src/shared-reads.js";

/** A place to read from, whose readings end when the test says so. */
const slowPlace = () => {
  let content = "first";
  const underWay: (() => void)[] = [];
  let readings = 0;
  return {
    write: (text: string) => {
      content = text;
    },
    read: () =>
      new Promise<string>((resolve) => {
        readings += 1;
        const found = content;
        underWay.push(() => resolve(found));
      }),
    end: async (reading: Promise<unknown>) => {
      underWay.shift()?.();
      await reading;
    },
    get readings() {
      return readings;
    },
  };
};

test("who asks during a reading shares the next one, and sees what was written before they asked", async () => {
  const place = slowPlace();
  const reads = new SharedReads<string>();
  const early = reads.take("plan", place.read);
  place.write("second");
  const late = [1, 2, 3].map(() => reads.take("plan", place.read));
  const elsewhere = reads.take("notes", place.read);
  expect(place.readings).toBe(2);
  await place.end(early);
  await place.end(elsewhere);
  expect(place.readings).toBe(3);
  place.write("third");
  const later = reads.take("plan", place.read);
  await place.end(Promise.all(late));
  await place.end(later);
  expect([await early, ...(await Promise.all(late)), await later]).toEqual([
    "first",
    "second",
    "second",
    "second",
    "third",
  ]);
  expect(place.readings).toBe(4);
});

test("a reading that fails fails those who share it; the next one is a new attempt", async () => {
  const reads = new SharedReads<string>();
  const fails = () => Promise.reject(new Error("no disk"));
  const works = () => Promise.resolve("here");
  const first = reads.take("plan", fails);
  const second = reads.take("plan", works);
  await expect(first).rejects.toThrow("no disk");
  expect(await second).toBe("here");
  await expect(reads.take("plan", fails)).rejects.toThrow("no disk");
  expect(await reads.take("plan", works)).toBe("here");
});
