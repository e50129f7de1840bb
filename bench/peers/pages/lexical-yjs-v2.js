import {
  createBindingV2__EXPERIMENTAL,
  syncLexicalUpdateToYjsV2__EXPERIMENTAL,
  syncYjsChangesToLexicalV2__EXPERIMENTAL,
} from "@lexical/yjs";
import * as Y from "yjs";
import { createRichText, fill } from "./lexical-editor.js";
import { loneAwareness, offer, storedDocument, textRoot } from "./page.js";

const { texts, state } = await storedDocument();
const ydoc = new Y.Doc();
const editor = createRichText();
const provider = { awareness: loneAwareness() };
const binding = createBindingV2__EXPERIMENTAL(editor, "main", ydoc, new Map([["main", ydoc]]));
binding.root.observeDeep((events, transaction) => {
  const { origin } = transaction;
  if (origin === binding) return;
  const isUndo = origin instanceof Y.UndoManager;
  syncYjsChangesToLexicalV2__EXPERIMENTAL(binding, provider, events, transaction, isUndo);
});
editor.registerUpdateListener(
  ({ prevEditorState, editorState, dirtyLeaves, dirtyElements, normalizedNodes, tags }) => {
    if (tags.has("skip-collab")) return;
    syncLexicalUpdateToYjsV2__EXPERIMENTAL(
      binding,
      provider,
      prevEditorState,
      editorState,
      dirtyElements,
      dirtyLeaves,
      normalizedNodes,
      tags,
    );
  },
);
offer(ydoc);
if (state === null) fill(editor, texts);
else Y.applyUpdate(ydoc, state, "peer");
editor.setRootElement(textRoot());
