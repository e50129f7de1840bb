import { $isCodeNode } from "@lexical/code-core";
import { CODE } from "@lexical/markdown";
import { mergeRegister } from "lexical";
import SquareCode from "lucide-react/icons/square-code";
import { blockTypeCommand } from "../../core/block-type-command.js";
import { defineExtension } from "../../core/extension.js";
import { registerPasteAsText } from "../../core/paste-as-text.js";
import { CodeView } from "./CodeView.js";
import { CHOOSE_CODE_LANGUAGE_COMMAND } from "./choose-language.js";
import { registerCodeKeys } from "./code-keys.js";
import { CODE_STRINGS } from "./code-strings.js";
import { $makeCodeBlock } from "./make-code-block.js";

export const codeExtension = defineExtension({
  name: "code",
  theme: { code: "motet-code-block" },
  strings: CODE_STRINGS,
  commands: [
    blockTypeCommand({
      id: "codeBlock",
      icon: SquareCode,
      shortcuts: [{ mod: true, alt: true, key: "c", code: "KeyC", sign: "C" }],
      places: { toolbar: "block", insert: "sectionBlocks" },
      $is: $isCodeNode,
      $turnInto: $makeCodeBlock,
    }),
    {
      id: "codeLanguage",
      icon: SquareCode,
      shortcuts: [{ mod: true, alt: true, key: "l", code: "KeyL", sign: "L" }],
      run: (editor) => void editor.dispatchCommand(CHOOSE_CODE_LANGUAGE_COMMAND, undefined),
      isEnabled: (state) => state.within.has("code"),
    },
  ],
  markdown: [CODE],
  register: (editor) => mergeRegister(registerCodeKeys(editor), registerPasteAsText(editor, $isCodeNode)),
  View: CodeView,
});
