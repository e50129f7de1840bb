import { checksumFits } from "./checksum.js";

/** One record of a LevelDB log file: what one write put there. */
export interface LogRecord {
  readonly bytes: Buffer;
  /** Some of its bytes are not those that were written. */
  readonly isDamaged: boolean;
}

export interface LevelDbLog {
  readonly records: readonly LogRecord[];
  /** Bytes that could not be made out; what is torn off at the end, as a crash leaves it, is not counted. */
  readonly damagedBytes: number;
}

// https://github.com/google/leveldb/blob/main/doc/log_format.md
const BLOCK_BYTES = 32_768;
const HEADER_BYTES = 7;
const FULL = 1;
const FIRST = 2;
const LAST = 4;

interface Fragment {
  readonly type: number;
  readonly bytes: Buffer;
  readonly isDamaged: boolean;
}

/**
 * Reads a log file further than LevelDB does, which drops the rest of a block behind a damaged byte. `mayBeTorn`: the program ended in mid-write, so that
 * the file may end in mid-record.
 */
export const readLevelDbLog = (file: Buffer, mayBeTorn: boolean): LevelDbLog => {
  const records: LogRecord[] = [];
  let damagedBytes = 0;
  let parts: Fragment[] = [];
  for (const fragment of fragmentsOf(file, mayBeTorn)) {
    if (fragment.isDamaged) damagedBytes += Math.max(fragment.bytes.length, 1);
    const begins = fragment.type === FULL || fragment.type === FIRST;
    parts = begins ? [fragment] : [...parts, fragment];
    if (fragment.type !== FULL && fragment.type !== LAST && !(fragment.isDamaged && parts.length === 1))
      continue;
    records.push({
      bytes: Buffer.concat(parts.map(({ bytes }) => bytes)),
      isDamaged: parts.some(({ isDamaged }) => isDamaged),
    });
    if (fragment.type !== FIRST) parts = [];
  }
  return { records, damagedBytes };
};

function* fragmentsOf(file: Buffer, mayBeTorn: boolean): Generator<Fragment> {
  for (let from = 0; from < file.length; from += BLOCK_BYTES) {
    const block = file.subarray(from, from + BLOCK_BYTES);
    const isLast = from + block.length === file.length;
    let at = 0;
    while (at < block.length) {
      if (at + HEADER_BYTES > block.length) {
        if (isLast && !mayBeTorn && block.length < BLOCK_BYTES)
          yield { type: FULL, bytes: block.subarray(at), isDamaged: true };
        break;
      }
      const type = block.readUInt8(at + 6);
      const end = at + HEADER_BYTES + block.readUInt16LE(at + 4);
      const isKind = type >= FULL && type <= LAST;
      // Zeroes: nothing was written there.
      if (type === 0 && end === at + HEADER_BYTES && block.subarray(at).every((byte) => byte === 0)) break;
      if (isKind && isSound(block, at)) {
        yield { type, bytes: block.subarray(at + HEADER_BYTES, end), isDamaged: false };
        at = end;
        continue;
      }
      const next = nextSound(block, at + 1);
      if (isLast && mayBeTorn && next === null && end > block.length) return;
      // Its length is believed where it fits: the damage is then within the record.
      const limit = next ?? block.length;
      const believedEnd = Math.min(end, limit);
      yield {
        type: isKind ? type : FULL,
        bytes: block.subarray(at + HEADER_BYTES, Math.max(believedEnd, at + HEADER_BYTES)),
        isDamaged: true,
      };
      at = Math.max(believedEnd, at + HEADER_BYTES);
    }
  }
}

const isSound = (block: Buffer, at: number): boolean => {
  const end = at + HEADER_BYTES + block.readUInt16LE(at + 4);
  if (end > block.length) return false;
  return checksumFits(block.subarray(at + 6, end), block.readUInt32LE(at));
};

/** The first place from `from` on where a sound fragment begins. */
const nextSound = (block: Buffer, from: number): number | null => {
  for (let at = from; at + HEADER_BYTES <= block.length; at += 1) {
    const type = block.readUInt8(at + 6);
    if (type >= FULL && type <= LAST && isSound(block, at)) return at;
  }
  return null;
};
