import { defineExtension } from "../../core/extension.js";
import { EmojiMenu } from "./EmojiMenu.js";
import { EMOJI_STRINGS } from "./emoji-strings.js";
import { registerEmojiNames } from "./replace-names.js";

/** Emoji by `:name:`: characters like any others in the document. */
export const emojiExtension = defineExtension({
  name: "emoji",
  strings: EMOJI_STRINGS,
  register: registerEmojiNames,
  View: EmojiMenu,
});
