import {
  $createParagraphNode,
  $getSelection,
  $isElementNode,
  $isParagraphNode,
  $isRangeSelection,
  type ElementDOMSlot,
  type ElementNode,
  setDOMUnmanaged,
} from "lexical";

/** The element of a block that shows something above its text, which is the caption. What is shown is drawn into `frameOf`. */
export function createFigure(className: string, part: string): HTMLElement {
  const figure = document.createElement("figure");
  figure.className = className;
  figure.dataset.motetPart = part;
  const frame = document.createElement("div");
  frame.className = `${className}-frame`;
  frame.contentEditable = "false";
  // Keys at a button in there are not meant for the text.
  frame.addEventListener("keydown", (event) => event.stopPropagation());
  setDOMUnmanaged(frame);
  figure.append(frame, document.createElement("figcaption"));
  return figure;
}

export function frameOf(figure: HTMLElement): HTMLElement | null {
  return figure.firstElementChild instanceof HTMLElement ? figure.firstElementChild : null;
}

/** The text goes into the caption. */
export function captionSlot(
  slot: ElementDOMSlot<HTMLElement>,
  figure: HTMLElement,
): ElementDOMSlot<HTMLElement> {
  return slot.withElement(figure.querySelector<HTMLElement>("figcaption") ?? figure);
}

/** Backspace before a caption leaves the words alone. */
export function $keepWords(node: ElementNode): true {
  node.replace($createParagraphNode(), true);
  return true;
}

/** Enter in a caption goes on below. */
export function $goOnBelow(node: ElementNode, restoreSelection: boolean): ElementNode {
  const paragraph = $createParagraphNode();
  node.insertAfter(paragraph, restoreSelection);
  return paragraph;
}

/** Behind the block of the caret, or in place of an empty paragraph; the caret stands in the caption. False where it cannot stand. */
export function $insertCaptioned(node: ElementNode): boolean {
  const selection = $getSelection();
  const block = $isRangeSelection(selection) ? selection.focus.getNode().getTopLevelElement() : null;
  if (block === null) return false;
  block.insertAfter(node);
  if ($isParagraphNode(block) && $isElementNode(block) && block.isEmpty()) block.remove();
  // So that one can write on behind it.
  if (node.getNextSibling() === null) node.insertAfter($createParagraphNode());
  node.select();
  return true;
}
