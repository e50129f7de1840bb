import { crc32c } from "./crc32c.js";

const DELTA = 0xa282ead8;

/** As LevelDB stores it: rotated, because what is checked may hold checksums. */
export const maskedChecksum = (bytes: Uint8Array): number => {
  const crc = crc32c(bytes);
  return (((crc >>> 15) | (crc << 17)) + DELTA) >>> 0;
};

export const checksumFits = (bytes: Uint8Array, stored: number): boolean => maskedChecksum(bytes) === stored;
