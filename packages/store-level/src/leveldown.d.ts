/** The few calls of leveldown that this package uses; it ships no types of its own. Keys and values are always Buffers. */
declare module "leveldown" {
  namespace leveldown {
    type Done = (error: Error | null | undefined) => void;

    type Operation =
      | { readonly type: "put"; readonly key: Buffer; readonly value: Buffer }
      | { readonly type: "del"; readonly key: Buffer };

    interface Range {
      readonly gte: Buffer;
      readonly lt: Buffer;
      readonly values: boolean;
      /** Bytes that one native read-ahead fetches. */
      readonly highWaterMark: number;
    }

    interface Iterator {
      /** `key` is undefined at the end of the range. */
      next(callback: (error: Error | null | undefined, key?: Buffer, value?: Buffer) => void): void;
      end(callback: Done): void;
    }

    interface Database {
      open(options: { readonly createIfMissing: boolean }, callback: Done): void;
      close(callback: Done): void;
      getMany(
        keys: readonly Buffer[],
        callback: (error: Error | null | undefined, values: readonly (Buffer | undefined)[]) => void,
      ): void;
      batch(operations: readonly Operation[], options: { readonly sync: boolean }, callback: Done): void;
      iterator(range: Range): Iterator;
    }
  }
  function leveldown(location: string): leveldown.Database;
  namespace leveldown {
    /** Rebuilds LevelDB's list of its files from the files. The database must not be open. */
    function repair(location: string, callback: Done): void;
  }
  export = leveldown;
}
