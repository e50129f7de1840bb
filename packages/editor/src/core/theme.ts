import type { EditorThemeClasses } from "lexical";

/** The class names that Lexical puts on the elements of the text; styles.css knows the same ones. */
export const THEME_CLASSES: EditorThemeClasses = {
  paragraph: "motet-paragraph",
  heading: { h1: "motet-h1", h2: "motet-h2", h3: "motet-h3" },
  quote: "motet-quote",
  code: "motet-code-block",
  link: "motet-link",
  table: "motet-table",
  tableCell: "motet-cell",
  tableCellHeader: "motet-cell-header",
  tableCellSelected: "motet-cell-selected",
  tableSelection: "motet-table-selection",
  tableScrollableWrapper: "motet-table-scroll",
  list: {
    ul: "motet-list motet-list-bullet",
    ol: "motet-list motet-list-number",
    checklist: "motet-list-check",
    listitem: "motet-item",
    listitemChecked: "motet-item-checked",
    listitemUnchecked: "motet-item-unchecked",
    nested: { listitem: "motet-item-nested" },
  },
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
};
