import { HEADING } from "@lexical/markdown";
import { $createHeadingNode, $isHeadingNode } from "@lexical/rich-text";
import Heading1 from "lucide-react/icons/heading-1";
import Heading2 from "lucide-react/icons/heading-2";
import Heading3 from "lucide-react/icons/heading-3";
import Heading4 from "lucide-react/icons/heading-4";
import Heading5 from "lucide-react/icons/heading-5";
import Heading6 from "lucide-react/icons/heading-6";
import { registerResetKey } from "../../core/block-keys.js";
import { blockTypeCommand } from "../../core/block-type-command.js";
import { $replaceBlocks } from "../../core/blocks.js";
import { defineExtension } from "../../core/extension.js";
import { digitKey } from "../../core/shortcut.js";

const LEVELS = [
  { level: 1, tag: "h1", icon: Heading1 },
  { level: 2, tag: "h2", icon: Heading2 },
  { level: 3, tag: "h3", icon: Heading3 },
  { level: 4, tag: "h4", icon: Heading4 },
  { level: 5, tag: "h5", icon: Heading5 },
  { level: 6, tag: "h6", icon: Heading6 },
] as const;

export const headingExtension = defineExtension({
  name: "heading",
  theme: {
    heading: {
      h1: "motet-h1",
      h2: "motet-h2",
      h3: "motet-h3",
      h4: "motet-h4",
      h5: "motet-h5",
      h6: "motet-h6",
    },
  },
  strings: {
    heading1: "Heading 1",
    heading2: "Heading 2",
    heading3: "Heading 3",
    heading4: "Heading 4",
    heading5: "Heading 5",
    heading6: "Heading 6",
    heading1Keywords: "h1 title section",
    heading2Keywords: "h2 section",
    heading3Keywords: "h3 section",
    heading4Keywords: "h4 section",
    heading5Keywords: "h5 section",
    heading6Keywords: "h6 section",
  },
  commands: LEVELS.map(({ level, tag, icon }) =>
    blockTypeCommand({
      id: `heading${level}`,
      icon,
      shortcuts: [digitKey(level, { mod: true, alt: true })],
      places: { insert: "sectionText" },
      $is: (block) => $isHeadingNode(block) && block.getTag() === tag,
      $turnInto: (selection) => $replaceBlocks(selection, () => $createHeadingNode(tag)),
    }),
  ),
  markdown: [HEADING],
  register: (editor) => registerResetKey(editor, $isHeadingNode),
});
