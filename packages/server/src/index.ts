export type { Access, AccessRequest, Authorizer, Decision, Role } from "./authorizer.js";
export type { Catalog, CatalogPage, CatalogQuery, DocumentRecord } from "./catalog.js";
export type { Append, Checkpoint, DocumentStore, LogEntry, StoredDocument } from "./document-store.js";
export type { Socket } from "./socket.js";
export { StoreError, type StoreErrorCode } from "./store-error.js";
