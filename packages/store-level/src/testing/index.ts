export { type KillPoint, PowerCuts, type PowerRecord } from "./power-cut.js";
