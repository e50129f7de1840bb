export type { Attributes, Block, EmbedRun, Json, Run, TextRun } from "./block.js";
export { BODY, TITLE } from "./roots.js";
