export { type ComposeOptions, compose, type Motet } from "./compose.js";
export { type Config, readConfig } from "./settings/config.js";
