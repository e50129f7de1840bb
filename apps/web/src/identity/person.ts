import { ADJECTIVES, BIRDS } from "./names.js";
import { PALETTE } from "./palette.js";

/** Who writes here. Nobody signs in: a person is a name and a colour that this browser remembers. */
export interface Person {
  readonly id: string;
  readonly name: string;
  /** One of `PALETTE`. */
  readonly color: string;
}

export const MAX_NAME_CHARACTERS = 40;

/** 0 ≤ n < 1, like `Math.random`. */
export type Random = () => number;

/**
 * The seat that a page takes in a shared view, from its address (`?as=left`); "" for a page of its own.
 * Every seat is another person, so that one browser can be two.
 */
export type Seat = string;

export function readSeat(search: string): Seat {
  const seat = new URLSearchParams(search).get("as") ?? "";
  return /^[a-z0-9-]{1,20}$/.test(seat) ? seat : "";
}

/** People at "left" and "right" draw from different halves of the lists: they never look alike, nor share a name. */
export function createPerson(seat: Seat = "", random: Random = Math.random): Person {
  const color = pick(shareOf(PALETTE, seat), random).value;
  return { id: createId(random), name: createName(seat, random), color };
}

export function createName(seat: Seat = "", random: Random = Math.random): string {
  return `${pick(ADJECTIVES, random)} ${pick(shareOf(BIRDS, seat), random)}`;
}

function shareOf<Item>(items: readonly Item[], seat: Seat): readonly Item[] {
  return items.filter((_, index) => seat === "" || (index % 2 === 0) === (seat === "left"));
}

/** What somebody typed as a name, made fit for a label; null where nothing is left of it. */
export function cleanName(text: string): string | null {
  const plain = text.toWellFormed().replace(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/gu, " ");
  const name = Array.from(plain.replace(/\s+/gu, " ").trim()).slice(0, MAX_NAME_CHARACTERS).join("").trim();
  return name === "" ? null : name;
}

/** Reads what this browser remembers; null where that is nobody. */
export function decodePerson(text: string | null): Person | null {
  if (text === null) return null;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof value !== "object" || value === null) return null;
  const { id, name, color } = value as Partial<Record<keyof Person, unknown>>;
  if (typeof id !== "string" || !/^[\w-]{1,64}$/.test(id) || typeof name !== "string") return null;
  const clean = cleanName(name);
  if (clean === null || !PALETTE.some(({ value }) => value === color)) return null;
  return { id, name: clean, color: color as string };
}

/** Up to two letters that stand for a name. */
export function initials(name: string): string {
  const words = name.split(" ");
  const letters = words.length === 1 ? words : [words[0] ?? "", words.at(-1) ?? ""];
  return letters.map((word) => Array.from(word)[0]?.toLocaleUpperCase() ?? "").join("");
}

function createId(random: Random): string {
  return Array.from({ length: 20 }, () => Math.floor(random() * 36).toString(36)).join("");
}

function pick<Item>(items: readonly Item[], random: Random): Item {
  const item = items[Math.floor(random() * items.length)];
  if (item === undefined) throw new RangeError("nothing to pick from");
  return item;
}
