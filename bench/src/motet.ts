import { createHeadlessEditor } from "@lexical/headless";
import * as list from "@lexical/list";
import * as richText from "@lexical/rich-text";
import * as selection from "@lexical/selection";
import { BOUND_NODES, bind } from "@motet/binding";
import { EMPTY_DOCUMENT, writeDocument } from "@motet/model";
import * as lexical from "lexical";
import * as Y from "yjs";
import { FROM_NETWORK, type Libraries, lexicalVoice } from "./lexical-voice.js";
import { Meter } from "./meter.js";
import type { TimedContestant } from "./voice.js";

export const libraries: Libraries = { lexical, list, richText, selection, createHeadlessEditor, Y };

/** Motet's own binding. */
export const motet: TimedContestant = {
  name: "Motet",
  open(state, clientId) {
    const ydoc = new Y.Doc();
    if (clientId !== undefined) ydoc.clientID = clientId;
    if (state) Y.applyUpdate(ydoc, state, FROM_NETWORK);
    const errors: unknown[] = [];
    const editor = createHeadlessEditor({
      namespace: "bench",
      nodes: [...BOUND_NODES],
      onError: (error) => errors.push(error),
    });
    const meter = new Meter(editor);
    const binding = bind(editor, ydoc);
    return lexicalVoice(libraries, {
      editor,
      meter,
      ydoc,
      errors,
      undo: () => binding.history.undo(),
      close: () => binding.dispose(),
    });
  },
  write(texts, kind = "paragraph") {
    const ydoc = new Y.Doc();
    Y.applyUpdate(ydoc, EMPTY_DOCUMENT);
    writeDocument(ydoc, { title: "", blocks: texts.map((text) => ({ type: kind, runs: [{ text }] })) });
    return Y.encodeStateAsUpdate(ydoc);
  },
};
