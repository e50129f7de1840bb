import { createBinding, syncLexicalUpdateToYjs, syncYjsChangesToLexical } from "@lexical/yjs";
import * as Y from "yjs";
import { createRichText, fill } from "./lexical-editor.js";
import { loneAwareness, offer, storedDocument, textRoot } from "./page.js";

const { texts, state } = await storedDocument();
const ydoc = new Y.Doc();
const editor = createRichText();
const provider = { awareness: loneAwareness() };
const binding = createBinding(editor, provider, "main", ydoc, new Map([["main", ydoc]]));
binding.root.getSharedType().observeDeep((events, { origin }) => {
  if (origin !== binding)
    syncYjsChangesToLexical(binding, provider, events, origin instanceof Y.UndoManager, () => {});
});
editor.registerUpdateListener(
  ({ prevEditorState, editorState, dirtyLeaves, dirtyElements, normalizedNodes, tags }) => {
    if (tags.has("skip-collab")) return;
    syncLexicalUpdateToYjs(
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
