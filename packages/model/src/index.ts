export type {
  Attributes,
  Block,
  EmbedRun,
  Json,
  Run,
  Table,
  TableCell,
  TableColumn,
  TableRow,
  TextRun,
} from "./block.js";
export { createBlockId, createTableId } from "./block-id.js";
export { bodyText, countBlocks } from "./body-text.js";
export { CALLOUT, CALLOUT_KINDS, type CalloutKind } from "./callout.js";
export { CONTENTS } from "./contents.js";
export { DATE, isoDate } from "./date.js";
export type { DocumentContent } from "./document-content.js";
export { embedText } from "./embed-text.js";
export { EQUATION, equationSource, MAX_EQUATION_LENGTH } from "./equation.js";
export { findFlow, isEmptyFlow, openFlow } from "./flow.js";
export { headingDepths } from "./heading-depths.js";
export { documentToHtml } from "./html.js";
export { IMAGE, type ImageProps, readImage, safeImageSrc } from "./image.js";
export { type DocumentJson, JSON_VERSION, toJSON } from "./json.js";
export { readLexicalYjs } from "./lexical-yjs.js";
export {
  type Embed,
  isMarker,
  type LiveBlock,
  markerId,
  markerMap,
  movesOf,
  NO_ATTRIBUTES,
  readLiveBlock,
  type Segment,
  withAttribute,
  yjsName,
} from "./live-block.js";
export { documentToMarkdown } from "./markdown/document-to-markdown.js";
export { markdownToDocument } from "./markdown/markdown-to-document.js";
export { MAX_MARKDOWN_LENGTH } from "./markdown/parser.js";
export { MAX_MENTION_LENGTH, MENTION, type Mention, mentionText, readMention } from "./mention.js";
export { plainText, toPlainText } from "./plain-text.js";
export { equalAttributes, readBlocks, readLiveBlocks, tableIdOf } from "./read-blocks.js";
export { BODY, TITLE } from "./roots.js";
export {
  BACKGROUND,
  BLOCK_SCHEMAS,
  type BlockSchema,
  COLORS,
  COPY_OF,
  type Color,
  clientOfCopies,
  copiesKey,
  DEFAULT_BLOCK_TYPE,
  LINK,
  MAX_INDENT,
  MOVES,
  type NormalBlock,
  normalizeBlock,
  type PropSchema,
  propOf,
  TABLE,
  TEXT_COLOR,
  TEXT_FORMATS,
  type TextFormat,
} from "./schema.js";
export { OpenSections } from "./section.js";
export { SECTION } from "./section-type.js";
export { EMPTY_DOCUMENT, SEED_BLOCK_ID, SEED_CLIENT_ID } from "./seed.js";
export { type GridCell, type GridLine, readTableGrid, TABLE_LIMITS, type TableGrid } from "./table-grid.js";
export { readLines, writeLines } from "./table-lines.js";
export { type Axis, cellIds, cellName, FIRST_LINE, isTableId, linesName, propsName } from "./table-names.js";
export {
  isColor,
  MAX_COLUMN_WIDTH,
  type Merge,
  MIN_COLUMN_WIDTH,
  type TableProp,
  writeTableProp,
} from "./table-props.js";
export { isTakenOver, TAKEN_OVER, takeOverLexicalYjs } from "./take-over.js";
export { MAX_TITLE_LENGTH, readTitle, setTitle, toTitle } from "./title.js";
export { MAX_URL_LENGTH, safeUrl } from "./url.js";
export { readWebEmbed, WEB_EMBED, WEB_EMBED_ORIGINS, type WebEmbed, webEmbedOf } from "./web-embed.js";
export { appendBlocks, writeDocument } from "./write.js";
