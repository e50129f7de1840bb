export { type CatalogUnderTest, catalogContract } from "./catalog-contract.js";
export { type DocumentStoreUnderTest, documentStoreContract } from "./document-store-contract.js";
export { FaultyDocumentStore } from "./faulty-document-store.js";
export { ManualClock } from "./manual-clock.js";
export { MemoryCatalog } from "./memory-catalog.js";
export { type MemoryDisk, MemoryDocumentStore } from "./memory-document-store.js";
export { PairClient, type PairClientOptions, settle } from "./pair-client.js";
export { type FarEnd, type SocketPair, socketPair } from "./socket-pair.js";
