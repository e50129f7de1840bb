import { checksumFits, maskedChecksum } from "./checksum.js";
import { uncompress } from "./snappy.js";
import { VarintReader } from "./varint.js";

// https://github.com/google/leveldb/blob/main/doc/table_format.md
const FOOTER_BYTES = 48;
const MAGIC = Buffer.from("57fb808b247547db", "hex");
const TRAILER_BYTES = 1 + 4;
const UNCOMPRESSED = 0;
const INTERNAL_BYTES = 8;
const VALUE = 1;

interface BlockHandle {
  readonly offset: number;
  readonly size: number;
}

export interface TableRecord {
  readonly key: Buffer;
  readonly value: Buffer;
}

/** A table file of LevelDB, looked into without LevelDB: that reads damaged blocks without asking for their checksums, and may end the process over it. */
export class TableFile {
  private constructor(
    private readonly file: Buffer,
    private readonly metaindex: BlockHandle,
    private readonly data: readonly BlockHandle[],
  ) {}

  /** Null where the file has no index that can be read: nothing in it can be found. */
  static read(file: Buffer): TableFile | null {
    if (file.length < FOOTER_BYTES || !file.subarray(-MAGIC.length).equals(MAGIC)) return null;
    const footer = new VarintReader(file.subarray(-FOOTER_BYTES));
    const metaindex = readHandle(footer, file);
    const index = readHandle(footer, file);
    if (metaindex === null || index === null || !isSound(file, index)) return null;
    const data = recordsOf(contentsOf(file, index)).map(({ value }) =>
      readHandle(new VarintReader(value), file),
    );
    return data.some((handle) => handle === null)
      ? null
      : new TableFile(file, metaindex, data as readonly BlockHandle[]);
  }

  /** Blocks of records whose checksums do not fit. */
  damagedBlocks(): readonly BlockHandle[] {
    return this.data.filter((handle) => !isSound(this.file, handle));
  }

  /** Whether the filter, which says what the table cannot hold, or the way to it is damaged. */
  hasDamagedFilter(): boolean {
    if (!isSound(this.file, this.metaindex)) return true;
    const filters = recordsOf(contentsOf(this.file, this.metaindex));
    return filters.some(({ value }) => {
      const handle = readHandle(new VarintReader(value), this.file);
      return handle === null || !isSound(this.file, handle);
    });
  }

  /** What can be made out of a damaged block, some of it perhaps wrong. */
  recordsIn(handle: BlockHandle): TableRecord[] {
    return recordsOf(contentsOf(this.file, handle)).flatMap(({ key, value }) =>
      key.length > INTERNAL_BYTES && key[key.length - INTERNAL_BYTES] === VALUE
        ? [{ key: key.subarray(0, -INTERNAL_BYTES), value }]
        : [],
    );
  }

  /** Makes the block one that holds nothing, at the same place and of the same size. */
  empty({ offset, size }: BlockHandle): void {
    // A block ends with the number of its restart points, and one that has none is empty.
    this.file.writeUInt32LE(0, offset + size - 4);
    this.file.writeUInt8(UNCOMPRESSED, offset + size);
    this.file.writeUInt32LE(maskedChecksum(this.file.subarray(offset, offset + size + 1)), offset + size + 1);
  }

  /** Without it LevelDB looks everywhere. */
  dropFilter(): void {
    this.empty(this.metaindex);
  }
}

const readHandle = (reader: VarintReader, file: Buffer): BlockHandle | null => {
  const offset = reader.next();
  const size = reader.next();
  if (offset === null || size === null || size < 4 || offset + size + TRAILER_BYTES > file.length)
    return null;
  return { offset, size };
};

const isSound = (file: Buffer, { offset, size }: BlockHandle): boolean =>
  checksumFits(file.subarray(offset, offset + size + 1), file.readUInt32LE(offset + size + 1));

const contentsOf = (file: Buffer, { offset, size }: BlockHandle): Buffer => {
  const contents = file.subarray(offset, offset + size);
  return file[offset + size] === UNCOMPRESSED ? contents : uncompress(contents);
};

const recordsOf = (block: Buffer): TableRecord[] => {
  if (block.length < 4) return [];
  const end = block.length - 4 * (1 + block.readUInt32LE(block.length - 4));
  // A damaged count: the restart points are then taken for a record that does not make sense.
  const reader = new VarintReader(block.subarray(0, end > 0 ? end : block.length - 4));
  const records: TableRecord[] = [];
  let key = Buffer.alloc(0);
  while (!reader.isAtEnd) {
    const shared = reader.next();
    const added = reader.next();
    const valueLength = reader.next();
    if (shared === null || added === null || valueLength === null || shared > key.length) break;
    const suffix = reader.slice(added);
    const value = reader.slice(valueLength);
    if (suffix === null || value === null) break;
    key = Buffer.concat([key.subarray(0, shared), suffix]);
    records.push({ key, value });
  }
  return records;
};
