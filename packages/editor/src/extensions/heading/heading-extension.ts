import { type ElementTransformer, HEADING } from "@lexical/markdown";
import { $createHeadingNode, $isHeadingNode, HeadingNode, type HeadingTagType } from "@lexical/rich-text";
import { mergeRegister } from "lexical";
import Heading1 from "lucide-react/icons/heading-1";
import Heading2 from "lucide-react/icons/heading-2";
import Heading3 from "lucide-react/icons/heading-3";
import { registerAccepted } from "../../core/accepted.js";
import { registerResetKey } from "../../core/block-keys.js";
import { blockTypeCommand } from "../../core/block-type-command.js";
import { $replaceBlocks } from "../../core/blocks.js";
import { defineExtension } from "../../core/extension.js";
import type { Icon } from "../../core/icon.js";
import { digitKey } from "../../core/shortcut.js";

/** Only the levels that the document knows: `#### ` stays as typed. */
const HEADING_1_TO_3: ElementTransformer = { ...HEADING, regExp: /^(#{1,3})\s/ };

const heading = (level: number, tag: HeadingTagType, icon: Icon) =>
  blockTypeCommand({
    id: `heading${level}`,
    icon,
    shortcuts: [digitKey(level, { mod: true, alt: true })],
    $is: (block) => $isHeadingNode(block) && block.getTag() === tag,
    $turnInto: (selection) => $replaceBlocks(selection, () => $createHeadingNode(tag)),
  });

export const headingExtension = defineExtension({
  name: "heading",
  theme: { heading: { h1: "motet-h1", h2: "motet-h2", h3: "motet-h3" } },
  strings: { heading1: "Heading 1", heading2: "Heading 2", heading3: "Heading 3" },
  commands: [heading(1, "h1", Heading1), heading(2, "h2", Heading2), heading(3, "h3", Heading3)],
  markdown: [HEADING_1_TO_3],
  register: (editor) =>
    mergeRegister(
      registerResetKey(editor, $isHeadingNode),
      registerAccepted(editor, HeadingNode, (node) => {
        if (["h4", "h5", "h6"].includes(node.getTag())) node.setTag("h3");
      }),
    ),
});
