// @vitest-environment happy-dom
import { expect, it } from "vitest";
import { STRINGS } from "../src/catalogue.js";
import { HEBREW } from "../src/strings/he.js";

const places = (text: string) => (text.match(/\{\w+\}/g) ?? []).toSorted();

it.each([["Hebrew", HEBREW]])(
  "%s has every word of the catalogue, and the same places in each",
  (_, words) => {
    expect(Object.keys(words).toSorted()).toEqual(Object.keys(STRINGS).toSorted());
    for (const [key, english] of Object.entries(STRINGS)) {
      const text = (words as Readonly<Record<string, string>>)[key] ?? "";
      expect(places(text), key).toEqual(places(english));
      expect(text.trim(), key).not.toBe("");
    }
  },
);
