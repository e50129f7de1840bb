import type { Operation } from "../group-commit.js";
import { VarintReader } from "./varint.js";

const SEQUENCE_AND_COUNT_BYTES = 8 + 4;
const DELETION = 0;
const VALUE = 1;

/** What a write of LevelDB holds, as far as it can be read. */
export const readWriteBatch = (bytes: Buffer): Operation[] => {
  const operations: Operation[] = [];
  const reader = new VarintReader(bytes);
  reader.at = SEQUENCE_AND_COUNT_BYTES;
  const slice = (): Buffer | null => {
    const length = reader.next();
    return length === null ? null : reader.slice(length);
  };
  while (!reader.isAtEnd) {
    const tag = reader.slice(1)?.[0];
    if (tag !== DELETION && tag !== VALUE) break;
    const key = slice();
    if (key === null) break;
    if (tag === DELETION) {
      operations.push({ type: "del", key });
      continue;
    }
    const value = slice();
    if (value === null) break;
    operations.push({ type: "put", key, value });
  }
  return operations;
};
