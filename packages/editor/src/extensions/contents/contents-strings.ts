/** Words of tables of contents. */
export const CONTENTS_STRINGS = {
  contents: "Table of contents",
  contentsKeywords: "toc headings outline",
} as const;
