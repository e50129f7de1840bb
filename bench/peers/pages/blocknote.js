import { BlockNoteEditor } from "@blocknote/core";
import { withCollaboration } from "@blocknote/core/yjs";
import * as Y from "yjs";
import { loneAwareness, offer, storedDocument } from "./page.js";

const { texts, state } = await storedDocument();
const ydoc = new Y.Doc();
if (state !== null) Y.applyUpdate(ydoc, state, "peer");
offer(ydoc);
const editor = BlockNoteEditor.create(
  withCollaboration({
    collaboration: {
      fragment: ydoc.getXmlFragment("document"),
      user: { name: "Ada", color: "#b3361f" },
      provider: { awareness: loneAwareness() },
    },
  }),
);
const element = document.createElement("div");
document.body.append(element);
editor.mount(element);
// Its binding to Yjs begins after it has been mounted.
await new Promise((resolve) => setTimeout(resolve, 100));
if (state === null)
  editor.replaceBlocks(
    editor.document,
    texts.map((content) => ({ type: "paragraph", content })),
  );
