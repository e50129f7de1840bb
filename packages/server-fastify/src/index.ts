export { credentialOf } from "./credential.js";
export { DEFAULTS, type MotetSyncOptions, motetSync } from "./motet-sync.js";
export { isAllowedOrigin, type OriginCheck } from "./origin.js";
export { REFUSALS, type RefusalCode, sendRefusal } from "./refusal.js";
