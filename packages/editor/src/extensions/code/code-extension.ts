import { $isCodeNode } from "@lexical/code-core";
import { CODE } from "@lexical/markdown";
import { mergeRegister } from "lexical";
import SquareCode from "lucide-react/icons/square-code";
import { blockTypeCommand } from "../../core/block-type-command.js";
import { defineExtension } from "../../core/extension.js";
import { registerCodeKeys } from "./code-keys.js";
import { registerCodePaste } from "./code-paste.js";
import { $makeCodeBlock } from "./make-code-block.js";

export const codeExtension = defineExtension({
  name: "code",
  theme: { code: "motet-code-block" },
  strings: { codeBlock: "Code block", codeBlockKeywords: "program source pre ```" },
  commands: [
    blockTypeCommand({
      id: "codeBlock",
      icon: SquareCode,
      shortcuts: [{ mod: true, alt: true, key: "c", code: "KeyC", sign: "C" }],
      places: { toolbar: "block", insert: "sectionBlocks" },
      $is: $isCodeNode,
      $turnInto: $makeCodeBlock,
    }),
  ],
  markdown: [CODE],
  register: (editor) => mergeRegister(registerCodeKeys(editor), registerCodePaste(editor)),
});
