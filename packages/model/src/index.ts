export type { Attributes, Block, EmbedRun, Json, Run, TextRun } from "./block.js";
export { createBlockId } from "./block-id.js";
export type { DocumentContent } from "./document-content.js";
export { BODY, TITLE } from "./roots.js";
export { EMPTY_DOCUMENT, SEED_BLOCK_ID, SEED_CLIENT_ID } from "./seed.js";
export { MAX_TITLE_LENGTH, readTitle, setTitle, toTitle } from "./title.js";
export { MAX_URL_LENGTH, safeUrl } from "./url.js";
export { appendBlocks, writeDocument } from "./write.js";
