import { ListItemNode, ListNode } from "@lexical/list";
import { HeadingNode, QuoteNode, registerRichText } from "@lexical/rich-text";
import { $createParagraphNode, $createTextNode, $getRoot, createEditor } from "lexical";

/** Lexical's rich text as its own documents set it up. */
export function createRichText() {
  const editor = createEditor({
    namespace: "bench",
    nodes: [HeadingNode, QuoteNode, ListNode, ListItemNode],
    onError: (error) => {
      throw error;
    },
  });
  registerRichText(editor);
  return editor;
}

export function fill(editor, texts) {
  editor.update(
    () => {
      const root = $getRoot().clear();
      for (const text of texts) root.append($createParagraphNode().append($createTextNode(text)));
    },
    { discrete: true },
  );
}
