import {
  BOLD_ITALIC_STAR,
  BOLD_ITALIC_UNDERSCORE,
  BOLD_STAR,
  BOLD_UNDERSCORE,
  HIGHLIGHT,
  INLINE_CODE,
  ITALIC_STAR,
  ITALIC_UNDERSCORE,
  STRIKETHROUGH,
} from "@lexical/markdown";
import type { TextFormat } from "@motet/model";
import { FORMAT_TEXT_COMMAND, TextNode } from "lexical";
import Bold from "lucide-react/icons/bold";
import Code from "lucide-react/icons/code";
import Highlighter from "lucide-react/icons/highlighter";
import Italic from "lucide-react/icons/italic";
import Strikethrough from "lucide-react/icons/strikethrough";
import Subscript from "lucide-react/icons/subscript";
import Superscript from "lucide-react/icons/superscript";
import Underline from "lucide-react/icons/underline";
import { registerAccepted } from "../../core/accepted.js";
import type { Command, CommandPlaces } from "../../core/command.js";
import { hasFormat } from "../../core/command-state.js";
import { defineExtension } from "../../core/extension.js";
import type { Icon } from "../../core/icon.js";
import type { Shortcut } from "../../core/shortcut.js";
import { $acceptText } from "./accepted-text.js";

const USUAL: CommandPlaces = { toolbar: "text", selection: true };
const RARE: CommandPlaces = { toolbar: "more" };

const format = (id: TextFormat, icon: Icon, shortcut: Shortcut, places = USUAL): Command => ({
  id,
  icon,
  shortcuts: [shortcut],
  places,
  run: (editor) => void editor.dispatchCommand(FORMAT_TEXT_COMMAND, id),
  isActive: (state) => hasFormat(state, id),
  isEnabled: (state) => !state.within.has("code"),
});

export const textFormatExtension = defineExtension({
  name: "text-format",
  theme: {
    text: {
      bold: "motet-bold",
      italic: "motet-italic",
      underline: "motet-underline",
      strikethrough: "motet-strikethrough",
      underlineStrikethrough: "motet-underline-strikethrough",
      code: "motet-code",
      highlight: "motet-highlight",
      subscript: "motet-subscript",
      superscript: "motet-superscript",
    },
  },
  strings: {
    bold: "Bold",
    italic: "Italic",
    underline: "Underline",
    strikethrough: "Strikethrough",
    code: "Code",
    highlight: "Highlight",
    subscript: "Subscript",
    superscript: "Superscript",
  },
  commands: [
    format("bold", Bold, { mod: true, key: "b" }),
    format("italic", Italic, { mod: true, key: "i" }),
    format("underline", Underline, { mod: true, key: "u" }),
    format("strikethrough", Strikethrough, { mod: true, shift: true, key: "s" }),
    format("code", Code, { mod: true, key: "e" }),
    format(
      "highlight",
      Highlighter,
      { mod: true, shift: true, key: "h" },
      { toolbar: "more", selection: true },
    ),
    format("subscript", Subscript, { mod: true, code: "Comma", sign: "," }, RARE),
    format("superscript", Superscript, { mod: true, code: "Period", sign: "." }, RARE),
  ],
  markdown: [
    BOLD_ITALIC_STAR,
    BOLD_ITALIC_UNDERSCORE,
    BOLD_STAR,
    BOLD_UNDERSCORE,
    HIGHLIGHT,
    INLINE_CODE,
    ITALIC_STAR,
    ITALIC_UNDERSCORE,
    STRIKETHROUGH,
  ],
  register: (editor) => registerAccepted(editor, TextNode, $acceptText),
});
