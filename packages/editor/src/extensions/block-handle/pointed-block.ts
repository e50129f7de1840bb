import { $isListItemNode, $isListNode } from "@lexical/list";
import {
  $findMatchingParent,
  $getNearestNodeFromDOMNode,
  $getSelection,
  COLLABORATION_TAG,
  type LexicalEditor,
  type LexicalNode,
  type NodeKey,
} from "lexical";

/** Where a block is in the frame of the text, in CSS pixels. */
export interface BlockPlace {
  readonly key: NodeKey;
  readonly top: number;
  readonly bottom: number;
  /** Half of its first line. */
  readonly middle: number;
}

/** What one takes hold of: a block of the document itself, of a list its item. A table is one, whatever its cells hold. */
export function $blockToHold(node: LexicalNode): LexicalNode | null {
  const outer = $findMatchingParent(node, (each) => each.getParent()?.getKey() === "root");
  if (!$isListNode(outer)) return outer;
  const item = $findMatchingParent(node, $isListItemNode);
  return $isListNode(item?.getFirstChild()) ? null : item;
}

/** The block at a height of the viewport; null between two of them and beside them all. To be called while reading. */
export function $blockAtHeight(editor: LexicalEditor, y: number): LexicalNode | null {
  const root = editor.getRootElement();
  if (root === null) return null;
  const { left, width } = root.getBoundingClientRect();
  const element = root.ownerDocument
    .elementsFromPoint(left + width / 2, y)
    .find((each) => root.contains(each));
  const node = element === undefined || element === root ? null : $getNearestNodeFromDOMNode(element);
  return node === null ? null : $blockToHold(node);
}

/** The block at the caret, or the one that is selected. To be called while reading. */
export function $blockAtCaret(): LexicalNode | null {
  const [node] = $getSelection()?.getNodes() ?? [];
  return node === undefined ? null : $blockToHold(node);
}

export function placeOf(editor: LexicalEditor, key: NodeKey): BlockPlace | null {
  const element = editor.getElementByKey(key);
  const frame = editor.getRootElement()?.parentElement;
  if (element === null || !frame) return null;
  const [box, around] = [element.getBoundingClientRect(), frame.getBoundingClientRect()];
  const style = getComputedStyle(element);
  const line = Number.parseFloat(style.lineHeight) || Number.parseFloat(style.fontSize) * 1.5;
  const height = Math.min(box.height, line);
  return {
    key,
    top: box.top - around.top,
    bottom: box.bottom - around.top,
    middle: Number.parseFloat(style.paddingBlockStart) + height / 2,
  };
}

/** Calls `listener` with the block at the height of the pointer; with null when what is there changes, and where the pointer is elsewhere. */
export function watchPointedBlock(
  editor: LexicalEditor,
  listener: (place: BlockPlace | null) => void,
): () => void {
  let y: number | null = null;
  let frame: number | undefined;
  let shown: NodeKey | null = null;
  let isMoved = false;
  const tell = (place: BlockPlace | null): void => {
    shown = place?.key ?? null;
    listener(place);
  };
  const look = (): void => {
    frame = undefined;
    if (y === null) return;
    const height = y;
    const key = editor.read(() => $blockAtHeight(editor, height)?.getKey()) ?? shown;
    if (key !== null && (key !== shown || isMoved)) tell(placeOf(editor, key));
    isMoved = false;
  };
  const point = (event: PointerEvent): void => {
    if (event.pointerType === "touch") return;
    y = event.clientY;
    frame ??= requestAnimationFrame(look);
  };
  const leave = (): void => {
    y = null;
    if (shown !== null) tell(null);
  };
  // What is written moves what is below it. Nobody points while writing; but others write meanwhile.
  const stop = editor.registerUpdateListener(({ dirtyElements, dirtyLeaves, tags }) => {
    if (shown === null || dirtyElements.size + dirtyLeaves.size === 0) return;
    if (!tags.has(COLLABORATION_TAG)) {
      tell(null);
      return;
    }
    isMoved = true;
    frame ??= requestAnimationFrame(look);
  });
  // The handle is in it too, beside the text.
  const area = editor.getRootElement()?.parentElement;
  area?.addEventListener("pointermove", point);
  area?.addEventListener("pointerleave", leave);
  return () => {
    stop();
    area?.removeEventListener("pointermove", point);
    area?.removeEventListener("pointerleave", leave);
    if (frame !== undefined) cancelAnimationFrame(frame);
  };
}
