export const EMOJI_STRINGS = {
  emojiLabel: "Emoji",
} as const;
