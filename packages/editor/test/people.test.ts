import { describe, expect, it } from "vitest";
import { initials } from "../src/core/initials.js";
import { contrast, parse, peerColors } from "../src/core/peer-colors.js";
import { shownPeople } from "../src/core/people-shown.js";
import { fill } from "../src/core/strings.js";

describe("A person's colour", () => {
  const colors = [
    "#000000",
    "#ffffff",
    "#ffff00",
    "#b3361f",
    "#1c6a86",
    "#777777",
    "#00ff00",
    "#0000ff",
    "nonsense",
    "#fff",
  ];
  const of = (color: string) => parse(color) ?? [0, 0, 0];

  it.each(colors)("%s stands out from both pages, and a name is readable on it", (color) => {
    const { light, lightInk, dark, darkInk } = peerColors(color);
    expect(contrast(of(light), [255, 255, 255])).toBeGreaterThanOrEqual(3);
    expect(contrast(of(dark), [0x1f, 0x1e, 0x1b])).toBeGreaterThanOrEqual(3);
    expect(contrast(of(light), of(lightInk))).toBeGreaterThanOrEqual(4.5);
    expect(contrast(of(dark), of(darkInk))).toBeGreaterThanOrEqual(4.5);
  });

  it("is kept where it already does", () => {
    expect(peerColors("#b3361f").light).toBe("#b3361f");
  });
});

describe("A person's initials", () => {
  it.each([
    ["Ada Lovelace", "AL"],
    ["Ada King Lovelace", "AL"],
    ["ada", "A"],
    ["👩‍👩‍👧 Family", "👩‍👩‍👧F"],
    ["  ", "?"],
  ])("of %s are %s", (name, expected) => {
    expect(initials(name)).toBe(expected);
  });
});

describe("People here", () => {
  const person = (clientId: number, id: string, name: string, isSelf = false) => ({
    clientId,
    isSelf,
    user: { id, name, color: "#b3361f" },
  });

  it("are shown once, however many tabs they have", () => {
    const people = [
      person(1, "a", "Ada", true),
      person(2, "b", "Ben"),
      person(3, "a", "Ada"),
      person(4, "", "X"),
      person(5, "", "X"),
    ];
    expect(shownPeople(people).map(({ name, isSelf }) => [name, isSelf])).toEqual([
      ["Ada", true],
      ["Ben", false],
      ["X", false],
      ["X", false],
    ]);
  });

  it("are known by all their tabs", () => {
    const [ada] = shownPeople([person(1, "a", "Ada"), person(2, "b", "Ben"), person(3, "a", "Ada", true)]);
    expect(ada).toMatchObject({ isSelf: true, clientIds: [1, 3] });
  });

  it("cannot hide behind another's id under another name", () => {
    expect(shownPeople([person(1, "a", "Ada", true), person(2, "a", "Mallory")])).toHaveLength(2);
  });
});

describe("The catalogue's places", () => {
  it("are filled, and left where there is nothing to fill in", () => {
    expect(fill("{count} more: {names}", { count: 2 })).toBe("2 more: {names}");
  });
});
