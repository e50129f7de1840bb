/** What has come in whole and is not kept yet. */
export interface ReceivedFile {
  /** Its first bytes, as many as there are of `FILE_HEAD_BYTES`. */
  readonly head: Uint8Array;
  readonly bytes: number;
  /** What the document has already. */
  readonly usage: FileUsage;
}

export interface KeptFile {
  /** `<SHA-256 of its bytes, hexadecimal>.<extension>`: what it holds never changes. */
  readonly name: string;
  readonly bytes: number;
}

export interface OpenedFile extends KeptFile {
  /** Nothing is held open before it is read. Read it to its end, or end it by `return()`. */
  readonly content: AsyncIterable<Uint8Array>;
}

export interface FileUsage {
  readonly files: number;
  readonly bytes: number;
}

/** How much of a file is looked at before it is kept. */
export const FILE_HEAD_BYTES = 512 * 1024;

/** Whether a store could have given out this name. */
export const isFileName = (name: string): boolean => /^[0-9a-f]{64}\.[a-z0-9]{1,8}$/.test(name);

/**
 * Files that belong to documents, named by what they hold. Same rules for ids and errors as `DocumentStore`; "full" where there is no room left.
 */
export interface FileStore {
  /**
   * Keeps what `content` yields once `judge`, asked when all of it is there, has given its extension; it survives a power loss when this resolves.
   * What `content` or `judge` throws is passed on as it is, and nothing is left. One document's files are judged one after the other, so that
   * `usage` is exact. The same bytes twice are one file.
   */
  put(
    documentId: string,
    content: AsyncIterable<Uint8Array>,
    judge: (file: ReceivedFile) => string,
  ): Promise<KeptFile>;
  /** Null: there is no such file, also where no file can have that name. Never one that is not whole. */
  open(documentId: string, name: string): Promise<OpenedFile | null>;
  usage(documentId: string): Promise<FileUsage>;
  /** Deletes all files of a document for good. Removing what is not there is not an error. */
  remove(documentId: string): Promise<void>;
  /** Waits for writes under way. Idempotent. */
  close(): Promise<void>;
}
