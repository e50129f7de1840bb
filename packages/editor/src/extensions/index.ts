import { blockActionsExtension } from "./block-actions/block-actions-extension.js";
import { blockHandleExtension } from "./block-handle/block-handle-extension.js";
import { blockLinkExtension } from "./block-link/block-link-extension.js";
import { calloutExtension } from "./callout/callout-extension.js";
import { codeExtension } from "./code/code-extension.js";
import { contentsExtension } from "./contents/contents-extension.js";
import { dateExtension } from "./date/date-extension.js";
import { dividerExtension } from "./divider/divider-extension.js";
import { emojiExtension } from "./emoji/emoji-extension.js";
import { equationExtension } from "./equation/equation-extension.js";
import { findExtension } from "./find/find-extension.js";
import { headingExtension } from "./heading/heading-extension.js";
import { historyExtension } from "./history/history-extension.js";
import { imageExtension } from "./image/image-extension.js";
import { insertMenuExtension } from "./insert-menu/insert-menu-extension.js";
import { linkExtension } from "./link/link-extension.js";
import { listExtension } from "./list/list-extension.js";
import { mentionExtension } from "./mention/mention-extension.js";
import { moveBlocksExtension } from "./move-blocks/move-blocks-extension.js";
import { outlineExtension } from "./outline/outline-extension.js";
import { paragraphExtension } from "./paragraph/paragraph-extension.js";
import { pasteExtension } from "./paste/paste-extension.js";
import { quoteExtension } from "./quote/quote-extension.js";
import { sectionExtension } from "./section/section-extension.js";
import { selectionToolbarExtension } from "./selection-toolbar/selection-toolbar-extension.js";
import { shortcutHelpExtension } from "./shortcut-help/shortcut-help-extension.js";
import { tableExtension } from "./table/table-extension.js";
import { textColorExtension } from "./text-color/text-color-extension.js";
import { textFormatExtension } from "./text-format/text-format-extension.js";
import { webEmbedExtension } from "./web-embed/web-embed-extension.js";

/** All that the editor can do, in the order in which toolbar and menus show it. */
export const DEFAULT_EXTENSIONS = [
  historyExtension,
  paragraphExtension,
  headingExtension,
  textFormatExtension,
  textColorExtension,
  linkExtension,
  listExtension,
  quoteExtension,
  codeExtension,
  tableExtension,
  imageExtension,
  webEmbedExtension,
  dividerExtension,
  contentsExtension,
  equationExtension,
  dateExtension,
  calloutExtension,
  sectionExtension,
  pasteExtension,
  moveBlocksExtension,
  blockLinkExtension,
  blockActionsExtension,
  blockHandleExtension,
  insertMenuExtension,
  emojiExtension,
  mentionExtension,
  selectionToolbarExtension,
  findExtension,
  outlineExtension,
  shortcutHelpExtension,
] as const;
