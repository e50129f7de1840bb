import { $isListItemNode, $isListNode } from "@lexical/list";
import {
  $getSelection,
  $isRangeSelection,
  COMMAND_PRIORITY_HIGH,
  type ElementNode,
  KEY_DOWN_COMMAND,
  type LexicalEditor,
  type LexicalNode,
  type RangeSelection,
} from "lexical";
import { $blockOf } from "./blocks.js";
import { isApple } from "./shortcut.js";

type Direction = "up" | "down";

/** Siblings in a row that go together. */
interface Stretch {
  readonly first: LexicalNode;
  readonly last: LexicalNode;
}

/** Alt+Shift (on Apple's systems Ctrl+Shift) with the up and down arrows moves the selected blocks past their neighbour. */
export function registerMoveKeys(editor: LexicalEditor): () => void {
  const apple = isApple();
  return editor.registerCommand(
    KEY_DOWN_COMMAND,
    (event) => {
      const direction = directionOf(event, apple);
      const selection = $getSelection();
      if (direction === null || !editor.isEditable() || !$isRangeSelection(selection)) return false;
      event.preventDefault();
      $moveBlocks(selection, direction);
      return true;
    },
    COMMAND_PRIORITY_HIGH,
  );
}

function directionOf(event: KeyboardEvent, apple: boolean): Direction | null {
  const { altKey, ctrlKey, metaKey, shiftKey, isComposing, key } = event;
  if (isComposing || !shiftKey || metaKey || altKey === apple || ctrlKey !== apple) return null;
  return key === "ArrowUp" ? "up" : key === "ArrowDown" ? "down" : null;
}

/** What stays where it is is the selection: its neighbour goes to the other side of it. */
function $moveBlocks(selection: RangeSelection, direction: Direction): void {
  const selected = $selectedStretch(selection);
  const next = direction === "up" ? selected?.first.getPreviousSibling() : selected?.last.getNextSibling();
  if (!selected || !next) return;
  const neighbour = $stretchOf(next);
  const nodes = neighbour.first.is(neighbour.last) ? [neighbour.first] : [neighbour.first, neighbour.last];
  if (direction === "up") {
    for (const node of nodes.reverse()) selected.last.insertAfter(node, false);
  } else {
    for (const node of nodes) selected.first.insertBefore(node, false);
  }
}

/** The siblings from where the selection begins to where it ends; of a list its items, unless more than the list is selected. */
function $selectedStretch(selection: RangeSelection): Stretch | null {
  const [start, end] = selection.isBackward()
    ? [selection.focus, selection.anchor]
    : [selection.anchor, selection.focus];
  let first: ElementNode | null = $blockOf(start.getNode());
  let last: ElementNode | null = $blockOf(end.getNode());
  if (first === null || last === null) return null;
  if (first.getParent()?.is(last.getParent()) !== true) {
    first = first.getTopLevelElement() as ElementNode | null;
    last = last.getTopLevelElement() as ElementNode | null;
  }
  return first === null || last === null
    ? null
    : { first: $stretchOf(first).first, last: $stretchOf(last).last };
}

/** An item and the lists below it, which Lexical keeps in an item of their own behind it. */
function $stretchOf(node: LexicalNode): Stretch {
  const previous = node.getPreviousSibling();
  const first = $holdsLists(node) && $isListItemNode(previous) && !$holdsLists(previous) ? previous : node;
  const next = first.getNextSibling();
  return { first, last: $isListItemNode(first) && $holdsLists(next) ? next : first };
}

function $holdsLists(node: LexicalNode | null): node is ElementNode {
  return $isListItemNode(node) && $isListNode(node.getFirstChild());
}
