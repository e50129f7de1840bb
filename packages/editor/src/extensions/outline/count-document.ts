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
import { idleTask } from "./idle-task.js";

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
  let selection: { readonly lines: string[]; count: TextCount } | null = null;
  let isSelectionRead = false;

  /** Null: there was no time for all of it. */
  const $countWhole = (isOver: () => boolean): TextCount | null => {
    const blocks = $textBlocks($getRoot());
    let whole = NO_TEXT;
    for (const block of blocks) {
      let own = counts.get(block.getKey());
      if (own === undefined) {
        if (isOver()) return null;
        own = countText(block.getTextContent());
        counts.set(block.getKey(), own);
      }
      whole = sum(whole, own);
    }
    if (counts.size > 2 * blocks.length) $forgetRemoved(counts);
    return whole;
  };
  /** The same; undefined: nothing is selected. */
  const $countSelected = (isOver: () => boolean): TextCount | null | undefined => {
    if (!isSelectionRead) {
      const current = $getSelection();
      const isText = $isRangeSelection(current) && !current.isCollapsed();
      selection = isText ? { lines: current.getTextContent().split("\n"), count: NO_TEXT } : null;
      isSelectionRead = true;
    }
    if (selection === null) return undefined;
    for (let line = selection.lines.pop(); line !== undefined; line = selection.lines.pop()) {
      selection.count = sum(selection.count, countText(line));
      if (selection.lines.length > 0 && isOver()) return null;
    }
    return selection.count;
  };
  const count = (): void => {
    const end = performance.now() + SLICE_MS;
    const isOver = () => performance.now() > end;
    editor.getEditorState().read(() => {
      const whole = $countWhole(isOver);
      const selected = whole === null ? null : $countSelected(isOver);
      if (whole === null || selected === null) later.ask();
      else counted.set({ whole, selected: selected ?? null });
    });
  };
  const later = idleTask(count);
  const stop = editor.registerUpdateListener(({ dirtyElements }) => {
    for (const key of dirtyElements.keys()) counts.delete(key);
    isSelectionRead = false;
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
