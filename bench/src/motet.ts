import { createHeadlessEditor } from "@lexical/headless";
import * as richText from "@lexical/rich-text";
import * as selection from "@lexical/selection";
import { BOUND_NODES, bind } from "@motet/binding";
import { EMPTY_DOCUMENT, writeDocument } from "@motet/model";
import * as lexical from "lexical";
import * as Y from "yjs";
import { lexicalVoice } from "./lexical-voice.js";
import type { Contestant } from "./voice.js";

const libraries = { lexical, richText, selection, createHeadlessEditor, Y };

/** Motet's own binding. */
export const motet: Contestant = {
  name: "Motet",
  open(state) {
    const ydoc = new Y.Doc();
    if (state) Y.applyUpdate(ydoc, state, "network");
    const editor = createHeadlessEditor({
      namespace: "bench",
      nodes: [...BOUND_NODES],
      onError: (error) => {
        throw error;
      },
    });
    const binding = bind(editor, ydoc);
    return lexicalVoice(libraries, {
      editor,
      ydoc,
      undo: () => binding.history.undo(),
      close: () => binding.dispose(),
    });
  },
  write(paragraphs) {
    const ydoc = new Y.Doc();
    Y.applyUpdate(ydoc, EMPTY_DOCUMENT);
    writeDocument(ydoc, { title: "", blocks: paragraphs.map((text) => ({ type: "paragraph", runs: [{ text }] })) });
    return Y.encodeStateAsUpdate(ydoc);
  },
};
