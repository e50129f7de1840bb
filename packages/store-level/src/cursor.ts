import { StoreError } from "@motet/server";
import { isInRange, type KeyRange } from "./keys.js";
import { seal, unseal } from "./sealed.js";

const PURPOSE = Buffer.from("cursor");

/** An opaque name for "after this key of the list". */
export const encodeCursor = (key: Buffer): string => seal(PURPOSE, [key]).toString("base64url");

/** Throws a `StoreError` "bad-cursor" for what `encodeCursor` has not made for this range. */
export const decodeCursor = (cursor: string, range: KeyRange): Buffer => {
  const key = unseal(PURPOSE, Buffer.from(cursor, "base64url"));
  if (key === null || !isInRange(key, range) || encodeCursor(key) !== cursor) {
    throw new StoreError("bad-cursor", "The cursor is not one that this list has given out");
  }
  return key;
};
