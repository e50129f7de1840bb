import type { ElementTransformer } from "@lexical/markdown";
import Minus from "lucide-react/icons/minus";
import type { BlockCodec } from "../../core/binding.js";
import { defineExtension } from "../../core/extension.js";
import { OWN_STEP } from "../../core/own-step.js";
import { $insertWholeBlock, $replaceSign, registerWholeBlocks } from "../../core/whole-blocks.js";
import { $createDividerNode, DividerNode } from "./divider-node.js";

const CODEC: BlockCodec<DividerNode> = {
  type: "divider",
  node: DividerNode,
  $create: $createDividerNode,
  $update: () => undefined,
  $read: () => ({}),
};

/** `---` and a space where a paragraph begins. */
const MARKDOWN: ElementTransformer = {
  type: "element",
  dependencies: [DividerNode],
  regExp: /^(?:---|\*\*\*|___)\s$/,
  export: () => null,
  replace: (paragraph, children) => $replaceSign(paragraph, $createDividerNode(), children),
};

export const dividerExtension = defineExtension({
  name: "divider",
  strings: { divider: "Divider", dividerKeywords: "line rule separator hr" },
  blocks: [CODEC],
  commands: [
    {
      id: "divider",
      icon: Minus,
      places: { toolbar: "more", insert: "sectionBlocks" },
      run: (editor) => {
        editor.update(() => $insertWholeBlock($createDividerNode()), OWN_STEP);
        editor.focus();
      },
      isEnabled: (state) => state.isInText && !state.within.has("code"),
    },
  ],
  markdown: [MARKDOWN],
  register: (editor) => registerWholeBlocks(editor, DividerNode),
});
