export const CODE_STRINGS = {
  codeBlock: "Code block",
  codeBlockKeywords: "program source pre ```",
  codeLanguage: "Language of the code",
  codeLanguageNone: "Plain text",
  codeCopy: "Copy",
  codeCopied: "Copied",
  codeCopyFailed: "Could not copy",
} as const;
