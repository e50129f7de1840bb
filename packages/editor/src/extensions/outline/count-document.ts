import { $isListItemNode, $isListNode } from "@lexical/list";
import {
  $getNodeByKey,
  $getRoot,
  $getSelection,
  $isElementNode,
  $isRangeSelection,
  type ElementNode,
  type LexicalEditor,
  type NodeKey,
} from "lexical";
import { createStore, type ReadonlyStore } from "../../core/store.js";
import { countText, NO_TEXT, sum, type TextCount } from "./count-text.js";
import { whenIdle } from "./when-idle.js";

export interface Counted {
  readonly whole: TextCount;
  /** Null where nothing is selected. */
  readonly selected: TextCount | null;
}

/** So long it counts without letting the page do anything else. */
const SLICE_MS = 8;

/** Counts a document, and again what changes of it, when the browser has nothing else to do. */
export function countDocument(editor: LexicalEditor): {
  readonly counted: ReadonlyStore<Counted>;
  dispose(): void;
} {
  const counted = createStore<Counted>({ whole: NO_TEXT, selected: null });
  const counts = new Map<NodeKey, TextCount>();
  const count = (): void => {
    const end = performance.now() + SLICE_MS;
    editor.getEditorState().read(() => {
      const blocks = $textBlocks($getRoot());
      let whole = NO_TEXT;
      for (const block of blocks) {
        let own = counts.get(block.getKey());
        if (own === undefined) {
          if (performance.now() > end) {
            later.ask();
            return;
          }
          own = countText(block.getTextContent());
          counts.set(block.getKey(), own);
        }
        whole = sum(whole, own);
      }
      if (counts.size > 2 * blocks.length) $forgetRemoved(counts);
      const selection = $getSelection();
      const isText = $isRangeSelection(selection) && !selection.isCollapsed();
      counted.set({ whole, selected: isText ? countText(selection.getTextContent()) : null });
    });
  };
  const later = whenIdle(count);
  const stop = editor.registerUpdateListener(({ dirtyElements }) => {
    for (const key of dirtyElements.keys()) counts.delete(key);
    later.ask();
  });
  later.ask();
  return {
    counted,
    dispose() {
      stop();
      later.dispose();
    },
  };
}

/** The blocks with text, those in lists and tables too. */
function $textBlocks(parent: ElementNode): ElementNode[] {
  return parent.getChildren().flatMap((node) => {
    if (!$isElementNode(node)) return [];
    const holdsBlocks =
      $isListNode(node) ||
      node.isShadowRoot() ||
      ($isListItemNode(node) && $isListNode(node.getFirstChild()));
    return holdsBlocks ? $textBlocks(node) : [node];
  });
}

function $forgetRemoved(counts: Map<NodeKey, TextCount>): void {
  for (const key of counts.keys()) if ($getNodeByKey(key) === null) counts.delete(key);
}
