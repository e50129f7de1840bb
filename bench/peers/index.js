// The peers' copies of their libraries, loaded from here so that they share one Lexical and one Yjs.
export * as headless from "@lexical/headless";
export * as richText from "@lexical/rich-text";
export * as selection from "@lexical/selection";
export * as lexicalYjs from "@lexical/yjs";
export * as lexical from "lexical";
export * as Y from "yjs";
