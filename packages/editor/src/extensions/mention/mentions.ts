import { $getNodeByKey, $insertNodes, type LexicalEditor, type LexicalNode, type NodeKey } from "lexical";
import { registerInlineThings } from "../../core/inline-things.js";
import { OWN_STEP } from "../../core/own-step.js";
import { $removeTypedQuery, type TypedQuery } from "../../core/typed-query.js";
import { MentionNode } from "./mention-node.js";
import { MENTION_QUERY } from "./mention-query.js";

/** A mentioned document opens in a new tab that knows nothing of this one. */
export function registerMentions(editor: LexicalEditor): () => void {
  return registerInlineThings(editor, MentionNode, (node) => {
    const mention = node.getMention();
    if (mention?.kind === "document") window.open(mention.url, "_blank", "noopener,noreferrer");
  });
}

/** Puts something in the place of what was typed, if that is still there: one undo takes both back. */
export function insertForQuery(editor: LexicalEditor, query: TypedQuery, $create: () => LexicalNode): void {
  editor.update(() => {
    if ($removeTypedQuery(MENTION_QUERY, query)) $insertNodes([$create()]);
  }, OWN_STEP);
}

/** Marks the mentions of oneself. `id` "": nobody is. */
export function markSelf(editor: LexicalEditor, id: string, title: string): () => void {
  const mark = (key: NodeKey) => {
    const node = $getNodeByKey(key);
    const element = editor.getElementByKey(key);
    if (!(node instanceof MentionNode) || element === null || id === "") return;
    const mention = node.getMention();
    if (mention?.kind !== "person" || mention.id !== id) return;
    element.dataset.self = "";
    element.title = title;
  };
  const unregister = editor.registerMutationListener(MentionNode, (mutations) => {
    editor.getEditorState().read(() => {
      for (const [key, mutation] of mutations) if (mutation !== "destroyed") mark(key);
    });
  });
  return () => {
    unregister();
    for (const element of editor
      .getRootElement()
      ?.querySelectorAll<HTMLElement>(".motet-mention[data-self]") ?? []) {
      delete element.dataset.self;
      element.removeAttribute("title");
    }
  };
}
