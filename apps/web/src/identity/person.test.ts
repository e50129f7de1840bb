import { describe, expect, it } from "vitest";
import { createDeviceStore } from "../device/device-store.js";
import { PALETTE } from "./palette.js";
import { cleanName, createPerson, decodePerson, initials, readSeat } from "./person.js";
import { createPersonStore } from "./person-store.js";

/** A seeded generator (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

function luminance(color: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: string, other: string): number {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

function storage(kept: Record<string, string> = {}): Storage {
  return {
    getItem: (key: string) => kept[key] ?? null,
    setItem: (key: string, value: string) => {
      kept[key] = value;
    },
  } as Storage;
}

function denied(): Storage {
  throw new DOMException("denied", "SecurityError");
}

describe("palette", () => {
  it.each(PALETTE)("$name carries white text and stands out on both pages", ({ value }) => {
    expect(contrast(value, "#ffffff")).toBeGreaterThanOrEqual(4.5);
    expect(contrast(value, "#fbfaf7")).toBeGreaterThanOrEqual(3);
    expect(contrast(value, "#171614")).toBeGreaterThanOrEqual(3);
  });

  it("has twelve different colours", () => {
    expect(new Set(PALETTE.map(({ value }) => value)).size).toBe(12);
  });
});

describe("person", () => {
  it("a generated person can be remembered, whatever the dice say", () => {
    for (let seed = 0; seed < 500; seed++) {
      const person = createPerson("", seeded(seed));
      expect(decodePerson(JSON.stringify(person)), `seed ${seed}`).toEqual(person);
      expect(person.name, `seed ${seed}`).toMatch(/^[A-Z][a-z]+ [A-Z][a-z]+$/);
    }
  });

  it("the people at left and right never share a colour", () => {
    const colors = (seat: string) =>
      new Set(Array.from({ length: 500 }, (_, seed) => createPerson(seat, seeded(seed)).color));
    expect(colors("left").size).toBe(6);
    expect(colors("right").size).toBe(6);
    expect(new Set([...colors("left"), ...colors("right")]).size).toBe(12);
  });

  it("nor a name", () => {
    const names = (seat: string) =>
      Array.from({ length: 500 }, (_, seed) => createPerson(seat, seeded(seed)).name);
    const right = new Set(names("right"));
    expect(names("left").filter((name) => right.has(name))).toEqual([]);
  });

  it.each([
    null,
    "",
    "{",
    "null",
    "[]",
    '"Quiet Heron"',
    '{"id":"a","name":"","color":"#0b7f7f"}',
    '{"id":"a","name":"Quiet Heron","color":"red;background:url(//x)"}',
    '{"id":"<b>","name":"Quiet Heron","color":"#0b7f7f"}',
    '{"id":7,"name":"Quiet Heron","color":"#0b7f7f"}',
  ])("what is no person is nobody: %s", (text) => {
    expect(decodePerson(text)).toBeNull();
  });

  it.each([
    ["  Ada   Lovelace ", "Ada Lovelace"],
    ["a\u202eb\u0000c", "a b c"],
    ["𝄞".repeat(50), "𝄞".repeat(40)],
    [" \n\t ", null],
    ["", null],
  ])("a typed name %j becomes %j", (typed, name) => {
    expect(cleanName(typed)).toBe(name);
  });

  it.each([
    ["Quiet Heron", "QH"],
    ["ada", "A"],
    ["Ana Maria de Souza", "AS"],
    ["𝄞 clef", "𝄞C"],
  ])("initials of %s are %s", (name, letters) => {
    expect(initials(name)).toBe(letters);
  });

  it.each([
    ["", ""],
    ["?as=left", "left"],
    ["?as=", ""],
    ["?as=../x", ""],
    [`?as=${"a".repeat(21)}`, ""],
  ])("the seat of %j is %j", (search, seat) => {
    expect(readSeat(search)).toBe(seat);
  });
});

describe("person store", () => {
  const store = (open: () => Storage) => ({
    ...createDeviceStore(open),
    subscribe: () => () => {},
  });

  it("remembers the person and their changes from one page to the next", () => {
    const kept = storage();
    const first = createPersonStore({ seat: "", store: store(() => kept), random: seeded(1) });
    first.change({ name: "Ada" });
    const second = createPersonStore({ seat: "", store: store(() => kept), random: seeded(2) });
    expect(second.get()).toEqual(first.get());
    expect(second.get().name).toBe("Ada");
  });

  it("gives the same object until something changes", () => {
    const kept = storage();
    const people = createPersonStore({ seat: "", store: store(() => kept), random: seeded(3) });
    expect(people.get()).toBe(people.get());
  });

  it("keeps every seat apart", () => {
    const kept = storage();
    const [own, left] = ["", "left"].map((seat) =>
      createPersonStore({ seat, store: store(() => kept) }).get(),
    );
    expect(own?.id).not.toBe(left?.id);
  });

  it("works in memory where storage is denied", () => {
    const people = createPersonStore({ seat: "", store: store(denied), random: seeded(4) });
    const before = people.get();
    people.change({ name: "Ada" });
    expect(people.get()).toEqual({ ...before, name: "Ada" });
  });

  it("somebody else's rubbish in storage gives a new person", () => {
    const people = createPersonStore({ seat: "", store: store(() => storage({ "motet.person": "{]" })) });
    expect(people.get().name).not.toBe("");
  });
});
