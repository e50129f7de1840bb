import { type Catalog, type DocumentStore, KEEP_EVERYTHING, type Retention, StoreError } from "@motet/server";
import { formatKey } from "./keys.js";
import { LevelCatalog } from "./level-catalog.js";
import { LevelDatabase } from "./level-database.js";
import { LevelDocuments } from "./level-documents.js";
import { SharedDatabase } from "./level-handle.js";
import { LevelMarks } from "./level-marks.js";
import { SILENT, type StoreLog } from "./log.js";

export interface LevelStoreOptions {
  /** Created where it is missing. One process at a time may have it open. */
  readonly directory: string;
  /** Told about damage that was found. Default: nobody. */
  readonly log?: StoreLog;
  /** How much of each document's past is kept. Default: all of it. */
  readonly retention?: Partial<Retention>;
}

/** All in one database: their writes share its fsyncs. */
export interface LevelStore {
  readonly documents: DocumentStore;
  readonly catalog: Catalog;
  readonly marks: LevelMarks;
  /** Closes all three, after what is under way. Idempotent. */
  close(): Promise<void>;
}

/** Raised when the layout in keys.ts changes so that an older program would misread it. */
const FORMAT = "motet 3";
/** Those that this program reads as well: a document of the first has one checkpoint and no past, checkpoints of both have no summary. */
const OLDER_FORMATS: readonly string[] = ["motet 1", "motet 2"];

/** Rejects with a `StoreError` "locked", "unwritable", "damaged" or "failed" that names the directory. */
export const openLevelStore = async ({
  directory,
  log = SILENT,
  retention = {},
}: LevelStoreOptions): Promise<LevelStore> => {
  const database = await LevelDatabase.open(directory, log);
  try {
    await checkFormat(database, directory);
  } catch (error) {
    await database.close();
    throw error;
  }
  const shared = new SharedDatabase(database);
  const documents = new LevelDocuments({
    handle: shared.handle(),
    log,
    retention: { ...KEEP_EVERYTHING, ...retention },
  });
  const catalog = new LevelCatalog(shared.handle(), log);
  const marks = new LevelMarks(shared.handle());
  return {
    documents,
    catalog,
    marks,
    close: async () => {
      await Promise.all([documents.close(), catalog.close(), marks.close()]);
    },
  };
};

const checkFormat = async (database: LevelDatabase, directory: string): Promise<void> => {
  const value = await database.getIfSound(formatKey());
  // What cannot be read is taken for ours: documents have checksums of their own.
  const found = value === "damaged" ? "" : (value?.toString() ?? "");
  if (found === FORMAT) return;
  if (/^motet \d+$/.test(found) && !OLDER_FORMATS.includes(found)) {
    throw new StoreError(
      "failed",
      `The store in ${directory} has the format ${found}, this program reads ${FORMAT}`,
    );
  }
  await database.write([{ type: "put", key: formatKey(), value: Buffer.from(FORMAT) }]);
};
