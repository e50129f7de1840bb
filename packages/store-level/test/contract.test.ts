import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { catalogContract, documentStoreContract } from "@motet/server/testing";
import { type LevelStore, openLevelStore } from "../src/index.js";

/** A store in a directory of its own, the way to open it again, and the way to be rid of it. */
const openOne = async () => {
  const directory = await mkdtemp(join(tmpdir(), "motet-store-level-"));
  let store = await openLevelStore({ directory });
  return {
    store,
    reopen: async (): Promise<LevelStore> => {
      await store.close();
      store = await openLevelStore({ directory });
      return store;
    },
    dispose: async (): Promise<void> => {
      await store.close();
      await rm(directory, { recursive: true });
    },
  };
};

documentStoreContract(async () => {
  const { store, reopen, dispose } = await openOne();
  return { store: store.documents, reopen: async () => (await reopen()).documents, dispose };
});

catalogContract(async () => {
  const { store, reopen, dispose } = await openOne();
  return { catalog: store.catalog, reopen: async () => (await reopen()).catalog, dispose };
});
