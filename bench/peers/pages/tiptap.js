import { Editor } from "@tiptap/core";
import { Collaboration } from "@tiptap/extension-collaboration";
import { StarterKit } from "@tiptap/starter-kit";
import * as Y from "yjs";
import { offer, storedDocument } from "./page.js";

const { texts, state } = await storedDocument();
const ydoc = new Y.Doc();
if (state !== null) Y.applyUpdate(ydoc, state, "peer");
offer(ydoc);
const element = document.createElement("div");
document.body.append(element);
const editor = new Editor({
  element,
  extensions: [StarterKit.configure({ undoRedo: false }), Collaboration.configure({ document: ydoc })],
});
if (state === null)
  editor.commands.setContent({
    type: "doc",
    content: texts.map((text) => ({ type: "paragraph", content: [{ type: "text", text }] })),
  });
