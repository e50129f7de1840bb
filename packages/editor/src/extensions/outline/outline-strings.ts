/** Words of the outline and of its counts. */
export const OUTLINE_STRINGS = {
  outline: "Outline",
  outlineKeywords: "headings contents navigation words characters count",
  outlineClose: "Close outline",
  outlineEmpty: "Headings show here.",
  outlineUntitled: "Heading without words",
  outlineCount: "Words: {words} · Characters: {characters}",
  outlineCountSelected: "Selected words: {words} · Characters: {characters}",
} as const;
