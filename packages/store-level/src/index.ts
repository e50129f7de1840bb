export type { LevelMarks } from "./level-marks.js";
export type { StoreLog } from "./log.js";
export { type LevelStore, type LevelStoreOptions, openLevelStore } from "./open-level-store.js";
