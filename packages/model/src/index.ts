export type { Attributes, Block, EmbedRun, Json, Run, TextRun } from "./block.js";
export { BODY, TITLE } from "./roots.js";
export { EMPTY_DOCUMENT, SEED_BLOCK_ID, SEED_CLIENT_ID } from "./seed.js";
