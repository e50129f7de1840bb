import { $createParagraphNode, $isParagraphNode } from "lexical";
import Pilcrow from "lucide-react/icons/pilcrow";
import { blockTypeCommand } from "../../core/block-type-command.js";
import { $replaceBlocks } from "../../core/blocks.js";
import { defineExtension } from "../../core/extension.js";
import { digitKey } from "../../core/shortcut.js";

/** Plain text: what every block becomes that stops being something else. */
export const paragraphExtension = defineExtension({
  name: "paragraph",
  theme: { paragraph: "motet-paragraph" },
  strings: { paragraph: "Paragraph", paragraphKeywords: "plain text body" },
  commands: [
    blockTypeCommand({
      id: "paragraph",
      icon: Pilcrow,
      shortcuts: [digitKey(0, { mod: true, alt: true })],
      places: { insert: "sectionText" },
      $is: $isParagraphNode,
      $turnInto: (selection) => $replaceBlocks(selection, $createParagraphNode),
    }),
  ],
});
