export { type ComposeOptions, compose, type Motet } from "./compose.js";
export type { Config } from "./settings/config.js";
