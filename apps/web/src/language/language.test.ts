import { expect, it } from "vitest";
import type { DeviceStore } from "../device/device-store.js";
import { ENGLISH } from "./english.js";
import { HEBREW } from "./hebrew.js";
import { readLanguage } from "./language.js";
import { countOf, type Words } from "./words.js";

const TRANSLATIONS: readonly (readonly [language: string, words: Words])[] = [["he", HEBREW]];

const places = (text: string) => (text.match(/\{\w+\}/g) ?? []).toSorted();
const other = (word: Words[string] | undefined) => (typeof word === "object" ? word.other : (word ?? ""));

it.each(TRANSLATIONS)("%s has every word of the interface, with the same places in each", (_, words) => {
  expect(Object.keys(words).toSorted()).toEqual(Object.keys(ENGLISH).toSorted());
  for (const [key, english] of Object.entries<Words[string]>(ENGLISH)) {
    expect(typeof words[key], key).toBe(typeof english);
    expect(places(other(words[key])), key).toEqual(places(other(english)));
    expect(other(words[key]).trim(), key).not.toBe("");
  }
});

it.each([["en", ENGLISH] as const, ...TRANSLATIONS])(
  "%s has a form for each kind of number",
  (language, words) => {
    const { pluralCategories } = new Intl.PluralRules(language).resolvedOptions();
    for (const [key, word] of Object.entries(words))
      if (typeof word === "object")
        expect(Object.keys(word).toSorted(), key).toEqual(pluralCategories.toSorted());
  },
);

it("Numbers take the word of their language", () => {
  expect(countOf(ENGLISH.found, 1, "en")).toBe("1 document found");
  expect(countOf(ENGLISH.found, 1200, "en")).toBe("1,200 documents found");
  expect(countOf(HEBREW.found, 2, "he")).toBe("נמצאו שני מסמכים");
  expect(countOf(HEBREW.found, 11, "he")).toBe("נמצאו 11 מסמכים");
});

const chosen = (language: string | null): DeviceStore => ({
  read: () => language,
  write: () => {},
  subscribe: () => () => {},
});

it.each([
  [null, ["fr-FR", "iw-IL", "en"], "he"],
  [null, ["he"], "he"],
  [null, ["en-US", "he"], "en"],
  [null, ["fr"], "en"],
  [null, [], "en"],
  ["he", ["en"], "he"],
  ["xx", ["he-IL"], "he"],
])("Chosen %s, in a browser of %j, the interface speaks %s", (kept, wanted, language) => {
  expect(readLanguage(chosen(kept), wanted)).toBe(language);
});
