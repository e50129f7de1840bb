import { defineExtension } from "../../core/extension.js";
import { MentionView } from "./MentionView.js";
import { MENTION_CODEC } from "./mention-node.js";
import { MENTION_STRINGS } from "./mention-strings.js";
import { registerMentions } from "./mentions.js";

/** People and documents between words, from a list at a typed `@`. */
export const mentionExtension = defineExtension({
  name: "mention",
  strings: MENTION_STRINGS,
  inlines: [MENTION_CODEC],
  register: registerMentions,
  View: MentionView,
});
