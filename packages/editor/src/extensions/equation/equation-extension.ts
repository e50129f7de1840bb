import type { ElementTransformer, TextMatchTransformer } from "@lexical/markdown";
import { EQUATION } from "@motet/model";
import { mergeRegister } from "lexical";
import Radical from "lucide-react/icons/radical";
import Sigma from "lucide-react/icons/sigma";
import type { BlockCodec } from "../../core/binding.js";
import { registerResetKey } from "../../core/block-keys.js";
import { blockTypeCommand } from "../../core/block-type-command.js";
import { $replaceBlocks } from "../../core/blocks.js";
import { defineExtension } from "../../core/extension.js";
import { registerPasteAsText } from "../../core/paste-as-text.js";
import { EquationView } from "./EquationView.js";
import { $createEquationNode, EquationNode } from "./equation-node.js";
import { EQUATION_STRINGS } from "./equation-strings.js";
import { registerEquations } from "./equations.js";
import { $createInlineEquationNode, INLINE_EQUATION, InlineEquationNode } from "./inline-equation-node.js";
import { OPEN_EQUATION_COMMAND } from "./open-equation.js";

const BLOCK: BlockCodec<EquationNode> = {
  type: EQUATION,
  node: EquationNode,
  isPlainText: true,
  $create: $createEquationNode,
  $update: () => undefined,
  $read: () => ({}),
};

const $isEquation = (block: unknown): boolean => block instanceof EquationNode;

/** `$$` and a space where a block begins. */
const MARKDOWN_BLOCK: ElementTransformer = {
  type: "element",
  dependencies: [EquationNode],
  regExp: /^\$\$\s$/,
  export: () => null,
  replace: (block, children) => {
    const equation = $createEquationNode();
    block.replace(equation.append(...children));
    equation.selectStart();
  },
};

/** `$x$`, with no space inside the signs. */
const MARKDOWN_INLINE: TextMatchTransformer = {
  type: "text-match",
  dependencies: [InlineEquationNode],
  trigger: "$",
  regExp: /\$([^\s$](?:[^$]*[^\s$])?)\$$/,
  export: () => null,
  replace: (text, [, source = ""]) => {
    const node = $createInlineEquationNode(source);
    text.replace(node);
    node.selectNext(0, 0);
  },
};

export const equationExtension = defineExtension({
  name: "equation",
  strings: EQUATION_STRINGS,
  blocks: [BLOCK],
  inlines: [INLINE_EQUATION],
  commands: [
    blockTypeCommand({
      id: "equation",
      icon: Sigma,
      places: { insert: "sectionBlocks" },
      $is: $isEquation,
      $turnInto: (selection) => $replaceBlocks(selection, $createEquationNode),
    }),
    {
      id: "inlineEquation",
      icon: Radical,
      shortcuts: [{ mod: true, alt: true, key: "e", code: "KeyE", sign: "E" }],
      places: { insert: "sectionBlocks" },
      run: (editor) => void editor.dispatchCommand(OPEN_EQUATION_COMMAND, null),
      isEnabled: ({ isInText, within }) => isInText && !within.has("code") && !within.has("motet-equation"),
    },
  ],
  markdown: [MARKDOWN_BLOCK, MARKDOWN_INLINE],
  register: (editor) =>
    mergeRegister(
      registerEquations(editor),
      registerResetKey(editor, $isEquation),
      registerPasteAsText(editor, $isEquation),
    ),
  View: EquationView,
});
