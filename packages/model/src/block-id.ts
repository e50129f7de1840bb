/** Web Crypto, which browsers and Node share; the types of neither are at hand here. */
declare const crypto: { getRandomValues(array: Uint8Array): Uint8Array };

const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_-";

/** Characters of 6 random bits each: 96 bits, so two blocks of one document never meet by chance. */
const LENGTH = 16;

/** Draws the id of a new block, unique without asking anybody, safe in a URL and as an HTML id after a prefix. */
export function createBlockId(): string {
  return draw(LENGTH);
}

/** Draws the id of a table, or of a row or column in one (60 random bits). */
export function createTableId(): string {
  return draw(10);
}

function draw(length: number): string {
  let id = "";
  for (const byte of crypto.getRandomValues(new Uint8Array(length))) id += ALPHABET[byte & 63];
  return id;
}
