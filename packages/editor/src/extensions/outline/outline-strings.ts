/** Words of the outline and of its counts. */
export const OUTLINE_STRINGS = {
  outline: "Outline",
  outlineKeywords: "headings contents navigation words characters count",
  outlineClose: "Close outline",
  outlineEmpty: "Headings show here.",
  outlineUntitled: "Heading without words",
  outlineCount: "{words} words, {characters} characters",
  outlineCountSelected: "{words} words, {characters} characters selected",
} as const;
