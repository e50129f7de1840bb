import type { ElementTransformer } from "@lexical/markdown";
import { CONTENTS } from "@motet/model";
import {
  $getSelection,
  $isNodeSelection,
  COMMAND_PRIORITY_LOW,
  KEY_ENTER_COMMAND,
  type LexicalEditor,
  mergeRegister,
} from "lexical";
import ListTree from "lucide-react/icons/list-tree";
import type { BlockCodec } from "../../core/binding.js";
import { defineExtension } from "../../core/extension.js";
import { OWN_STEP } from "../../core/own-step.js";
import { $insertWholeBlock, $replaceSign, registerWholeBlocks } from "../../core/whole-blocks.js";
import { $createContentsNode, ContentsNode } from "./contents-node.js";
import { CONTENTS_STRINGS } from "./contents-strings.js";

const CODEC: BlockCodec<ContentsNode> = {
  type: CONTENTS,
  node: ContentsNode,
  $create: $createContentsNode,
  $update: () => undefined,
  $read: () => ({}),
};

/** `[TOC]` and a space where a paragraph begins. */
const MARKDOWN: ElementTransformer = {
  type: "element",
  dependencies: [ContentsNode],
  regExp: /^\[toc\]\s$/i,
  export: () => null,
  replace: (paragraph, children) => $replaceSign(paragraph, $createContentsNode(), children),
};

/** The document's headings in the text itself, each a link to its place. */
export const contentsExtension = defineExtension({
  name: "contents",
  strings: CONTENTS_STRINGS,
  blocks: [CODEC],
  commands: [
    {
      id: "contents",
      icon: ListTree,
      places: { insert: "sectionBlocks" },
      run: (editor) => {
        editor.update(() => $insertWholeBlock($createContentsNode()), OWN_STEP);
        editor.focus();
      },
      isEnabled: (state) => state.isInText && !state.within.has("code"),
    },
  ],
  markdown: [MARKDOWN],
  register: (editor) => mergeRegister(registerWholeBlocks(editor, ContentsNode), registerEnter(editor)),
});

/** Enter at a selected one goes to its first link. */
function registerEnter(editor: LexicalEditor): () => void {
  return editor.registerCommand(
    KEY_ENTER_COMMAND,
    (event) => {
      const selection = $getSelection();
      const [node, ...others] = $isNodeSelection(selection) ? selection.getNodes() : [];
      if (!(node instanceof ContentsNode) || others.length > 0) return false;
      const link = editor.getElementByKey(node.getKey())?.querySelector("a");
      if (!link) return false;
      event?.preventDefault();
      link.focus();
      return true;
    },
    COMMAND_PRIORITY_LOW,
  );
}
