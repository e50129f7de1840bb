import type { LexicalEditor } from "lexical";

/**
 * Keeps React from looking for the selection in the text. Before each commit React notes where it is in the focused element, and in one that says it is
 * editable it counts the characters from the beginning for that: milliseconds for each change of a button above a long text.
 * It is Lexical that keeps the selection. What is editable stays so: only the property says otherwise, which React asks.
 */
export function registerHiddenSelection(editor: LexicalEditor): () => void {
  return editor.registerRootListener((root) => {
    if (root === null) return;
    const property = Object.getOwnPropertyDescriptor(HTMLElement.prototype, "contentEditable");
    if (property === undefined) return;
    Object.defineProperty(root, "contentEditable", { ...property, get: () => "inherit" });
    return () => {
      Reflect.deleteProperty(root, "contentEditable");
    };
  });
}
