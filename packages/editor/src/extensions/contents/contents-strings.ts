/** Words of tables of contents. */
export const CONTENTS_STRINGS = {
  contents: "Table of contents",
  contentsKeywords: "toc headings outline navigation",
  contentsEmpty: "The headings of this document will show here as you write them.",
  contentsUntitled: "Heading without words",
} as const;
