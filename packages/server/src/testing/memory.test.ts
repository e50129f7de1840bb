import {
  catalogContract,
  documentStoreContract,
  fileStoreContract,
  MemoryCatalog,
  MemoryDocumentStore,
  MemoryFileStore,
} from "./index.js";

documentStoreContract(async () => {
  let store = new MemoryDocumentStore();
  return {
    store,
    reopen: async () => {
      await store.close();
      store = new MemoryDocumentStore(store.disk);
      return store;
    },
    dispose: () => store.close(),
  };
});

catalogContract(async () => {
  let catalog = new MemoryCatalog();
  return {
    catalog,
    reopen: async () => {
      await catalog.close();
      catalog = new MemoryCatalog(catalog.disk);
      return catalog;
    },
    dispose: () => catalog.close(),
  };
});

fileStoreContract(async () => {
  let store = new MemoryFileStore();
  return {
    store,
    reopen: async () => {
      await store.close();
      store = new MemoryFileStore(store.files);
      return store;
    },
    dispose: () => store.close(),
  };
});
