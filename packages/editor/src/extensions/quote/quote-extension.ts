import { QUOTE } from "@lexical/markdown";
import { $createQuoteNode, $isQuoteNode } from "@lexical/rich-text";
import TextQuote from "lucide-react/icons/text-quote";
import { registerResetKey } from "../../core/block-keys.js";
import { blockTypeCommand } from "../../core/block-type-command.js";
import { $replaceBlocks } from "../../core/blocks.js";
import { defineExtension } from "../../core/extension.js";

export const quoteExtension = defineExtension({
  name: "quote",
  theme: { quote: "motet-quote" },
  strings: { quote: "Quote", quoteKeywords: "citation blockquote" },
  commands: [
    blockTypeCommand({
      id: "quote",
      icon: TextQuote,
      shortcuts: [{ mod: true, shift: true, code: "Period", sign: "." }],
      places: { toolbar: "block", insert: "sectionBlocks" },
      $is: $isQuoteNode,
      $turnInto: (selection) => $replaceBlocks(selection, $createQuoteNode),
    }),
  ],
  markdown: [QUOTE],
  register: (editor) => registerResetKey(editor, $isQuoteNode),
});
