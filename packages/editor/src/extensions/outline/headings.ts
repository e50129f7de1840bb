import { $isHeadingNode, HeadingNode } from "@lexical/rich-text";
import { $getNodeByKey, type LexicalEditor, mergeRegister, type NodeKey } from "lexical";
import { createStore, type ReadonlyStore } from "../../core/store.js";
import { idleTask } from "./idle-task.js";

export interface Heading {
  readonly key: NodeKey;
  /** 1–6. */
  readonly level: number;
  readonly text: string;
}

export interface Headings {
  /** In the order of the document. */
  readonly list: ReadonlyStore<readonly Heading[]>;
  dispose(): void;
}

/** Follows the headings of a document: reads those that have changed, and only once the browser has nothing else to do. */
export function followHeadings(editor: LexicalEditor): Headings {
  const known = new Map<NodeKey, Heading>();
  const changed = new Set<NodeKey>();
  const list = createStore<readonly Heading[]>([]);
  const read = (): void => {
    editor.getEditorState().read(() => {
      for (const key of changed) {
        const node = $getNodeByKey(key);
        if ($isHeadingNode(node) && node.isAttached())
          known.set(key, { key, level: Number(node.getTag().slice(1)), text: node.getTextContent().trim() });
        else known.delete(key);
      }
    });
    changed.clear();
    const next = inOrder(editor, [...known.values()]);
    if (!isSame(next, list.get())) list.set(next);
  };
  const later = idleTask(read);
  const stop = mergeRegister(
    editor.registerMutationListener(HeadingNode, (mutations) => {
      for (const key of mutations.keys()) changed.add(key);
      later.ask();
    }),
    // A heading whose words have changed is the same node, and so is one that was moved.
    editor.registerUpdateListener(({ dirtyElements, editorState, prevEditorState }) => {
      for (const key of dirtyElements.keys()) if (known.has(key)) changed.add(key);
      // Called dirty with every key; another one when blocks have come, gone or moved.
      const isSameRoot = editorState._nodeMap.get("root") === prevEditorState._nodeMap.get("root");
      if (changed.size > 0 || !isSameRoot) later.ask();
    }),
  );
  return {
    list,
    dispose() {
      stop();
      later.dispose();
    },
  };
}

/** By the page: browsers know the order of two elements without counting. */
function inOrder(editor: LexicalEditor, headings: Heading[]): Heading[] {
  const element = new Map(headings.map(({ key }) => [key, editor.getElementByKey(key)]));
  return headings.sort((a, b) => {
    const [one, other] = [element.get(a.key), element.get(b.key)];
    if (!one || !other) return 0;
    return one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1;
  });
}

function isSame(a: readonly Heading[], b: readonly Heading[]): boolean {
  return a.length === b.length && a.every((heading, at) => heading === b[at]);
}
