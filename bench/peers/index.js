// The peers' copies of their libraries, loaded from here so that they share one Lexical, one ProseMirror and one Yjs.
export * as hocuspocus from "@hocuspocus/provider";
export * as headless from "@lexical/headless";
export * as list from "@lexical/list";
export * as richText from "@lexical/rich-text";
export * as selection from "@lexical/selection";
export * as lexicalYjs from "@lexical/yjs";
export * as lexical from "lexical";
export * as prosemirrorModel from "prosemirror-model";
export * as prosemirrorSchema from "prosemirror-schema-basic";
export * as prosemirrorState from "prosemirror-state";
export * as yProsemirror from "y-prosemirror";
export * as Y from "yjs";
