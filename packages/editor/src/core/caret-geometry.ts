import { $getNodeByKey, $isElementNode, type LexicalEditor } from "lexical";

/** A place in the text as a binding names it. */
export interface CaretPoint {
  readonly key: string;
  readonly offset: number;
  readonly type: "text" | "element";
}

/** Where a caret stands; text of its line begins on the right. */
export interface CaretBox extends Box {
  readonly isRtl: boolean;
}

/** A rectangle in the viewport's coordinates. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

interface DomPoint {
  readonly node: Node;
  readonly offset: number;
}

/** Where the caret of a point is drawn (a box without width); undefined where it is not on the page. */
export function caretBox(editor: LexicalEditor, point: CaretPoint): CaretBox | undefined {
  const place = domPoint(editor, point);
  if (place === undefined) return undefined;
  const summary = summaryOf(place.node);
  const { node, offset } = summary === null ? place : { node: summary, offset: summary.childNodes.length };
  const isRtl = isRtlAt(node);
  const box = node instanceof Text ? textCaretBox(node, offset, isRtl) : childCaretBox(node, offset, isRtl);
  return box && { ...box, isRtl };
}

function childCaretBox(node: Node, offset: number, isRtl: boolean): Box | undefined {
  const child = node.childNodes[offset];
  if (child !== undefined)
    return edgeBox(rectsOf(child)[0], isRtl ? "right" : "left") ?? elementBox(node, isRtl);
  const last = node.childNodes[offset - 1];
  return (last && edgeBox(rectsOf(last).at(-1), isRtl ? "left" : "right")) ?? elementBox(node, isRtl);
}

function isRtlAt(node: Node): boolean {
  const element = node instanceof Element ? node : node.parentElement;
  return element !== null && getComputedStyle(element).direction === "rtl";
}

/** The block under which a closed section hides a node; null where nothing does. */
function summaryOf(node: Node): Element | null {
  let element = node instanceof Element ? node : node.parentElement;
  element = element?.closest("[hidden]") ?? null;
  if (element === null) return null;
  while (element?.hasAttribute("hidden")) element = element.previousElementSibling;
  return element;
}

/**
 * The boxes of the text between two points, one a line. Only what lies between `top` and `bottom` (in the viewport) is
 * measured, so a selection of a whole book costs one screen.
 */
export function selectionBoxes(
  editor: LexicalEditor,
  anchor: CaretPoint,
  focus: CaretPoint,
  visible: { readonly top: number; readonly bottom: number },
): Box[] {
  const root = editor.getRootElement();
  const from = domPoint(editor, anchor);
  const to = domPoint(editor, focus);
  if (root === null || from === undefined || to === undefined) return [];
  const range = orderedRange(from, to);
  clip(range, root, visible);
  const boxes: Box[] = [];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT, isShown);
  walker.currentNode = firstNode(range, root);
  for (let node: Node | null = walker.currentNode; node !== null; node = walker.nextNode()) {
    if (range.comparePoint(node, 0) > 0) break;
    for (const box of boxesWithin(node, range)) append(boxes, box);
  }
  return boxes;
}

/** What a closed section hides has no boxes. */
const isShown = (node: Node) =>
  node instanceof Element && node.hasAttribute("hidden")
    ? NodeFilter.FILTER_REJECT
    : NodeFilter.FILTER_ACCEPT;

function* boxesWithin(node: Node, range: Range): Iterable<Box> {
  if (summaryOf(node) !== null) return;
  if (node instanceof Text) {
    const start = node === range.startContainer ? range.startOffset : 0;
    const end = node === range.endContainer ? range.endOffset : node.length;
    if (start >= end || range.comparePoint(node, start) < 0) return;
    const part = document.createRange();
    part.setStart(node, start);
    part.setEnd(node, end);
    yield* part.getClientRects();
  } else if (node instanceof HTMLBRElement && range.intersectsNode(node) && node.previousSibling === null) {
    const { left, top, height } = node.getBoundingClientRect();
    if (height > 0) yield { left, top, width: 6, height };
  }
}

/** Neighbouring boxes on one line become one, so that translucent colours do not add up. */
function append(boxes: Box[], box: Box): void {
  if (box.width <= 0) return;
  const last = boxes.at(-1);
  const sameLine = last !== undefined && Math.abs(last.top - box.top) < box.height / 2;
  const isApart =
    last === undefined || box.left > last.left + last.width + 2 || box.left + box.width < last.left - 2;
  if (isApart || !sameLine) {
    boxes.push({ left: box.left, top: box.top, width: box.width, height: box.height });
    return;
  }
  const top = Math.min(last.top, box.top);
  const left = Math.min(last.left, box.left);
  boxes[boxes.length - 1] = {
    left,
    top,
    width: Math.max(last.left + last.width, box.left + box.width) - left,
    height: Math.max(last.top + last.height, box.top + box.height) - top,
  };
}

function orderedRange(from: DomPoint, to: DomPoint): Range {
  const range = document.createRange();
  range.setStart(from.node, from.offset);
  range.setEnd(to.node, to.offset);
  if (range.startContainer === from.node && range.startOffset === from.offset) return range;
  range.setStart(to.node, to.offset);
  range.setEnd(from.node, from.offset);
  return range;
}

/** Shortens a range that reaches beyond what is visible to the blocks that are. */
function clip(
  range: Range,
  root: HTMLElement,
  visible: { readonly top: number; readonly bottom: number },
): void {
  const blocks = root.children;
  const first = blocks[firstWhere(blocks.length, (i) => bottomOf(blocks[i]) > visible.top)];
  const last = blocks[firstWhere(blocks.length, (i) => topOf(blocks[i]) >= visible.bottom)];
  if (first !== undefined && range.comparePoint(first, 0) === 0) range.setStart(first, 0);
  if (last !== undefined && range.comparePoint(last, 0) === 0) range.setEnd(last, 0);
}

function firstWhere(length: number, holds: (index: number) => boolean): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

const topOf = (element: Element | undefined) => element?.getBoundingClientRect().top ?? 0;
const bottomOf = (element: Element | undefined) => element?.getBoundingClientRect().bottom ?? 0;

function firstNode(range: Range, root: HTMLElement): Node {
  const { startContainer, startOffset } = range;
  if (startContainer instanceof Text) return startContainer;
  return startContainer.childNodes[startOffset] ?? lastDescendant(startContainer) ?? root;
}

function lastDescendant(node: Node): Node | null {
  let last: Node | null = node.lastChild;
  while (last?.lastChild) last = last.lastChild;
  return last;
}

function domPoint(editor: LexicalEditor, { key, offset, type }: CaretPoint): DomPoint | undefined {
  const element = editor.getElementByKey(key);
  if (element === null) return undefined;
  if (type === "text") {
    const text = firstText(element);
    return text === null
      ? { node: element, offset: 0 }
      : { node: text, offset: Math.min(offset, text.length) };
  }
  return editor.getEditorState().read(() => {
    const node = $getNodeByKey(key);
    if (!$isElementNode(node)) return undefined;
    const child = node.getChildAtIndex(offset);
    const before = child === null ? node.getLastChild() : null;
    const shown = editor.getElementByKey((child ?? before)?.getKey() ?? "");
    if (shown?.parentNode == null) return { node: element, offset: 0 };
    const index = Array.prototype.indexOf.call(shown.parentNode.childNodes, shown);
    return { node: shown.parentNode, offset: child === null ? index + 1 : index };
  });
}

function firstText(element: Element): Text | null {
  return document.createTreeWalker(element, NodeFilter.SHOW_TEXT).nextNode() as Text | null;
}

function textCaretBox(text: Text, offset: number, isRtl: boolean): Box | undefined {
  const range = document.createRange();
  range.setStart(text, offset);
  range.collapse(true);
  const at = [...range.getClientRects()].at(-1);
  if (at !== undefined && at.height > 0) return { left: at.left, top: at.top, width: 0, height: at.height };
  if (offset > 0) {
    range.setStart(text, offset - 1);
    range.setEnd(text, offset);
    const before = edgeBox([...range.getClientRects()].at(-1), isRtl ? "left" : "right");
    if (before !== undefined) return before;
  }
  return text.parentElement === null ? undefined : elementBox(text.parentElement, isRtl);
}

function edgeBox(rect: DOMRect | undefined, edge: "left" | "right"): Box | undefined {
  return rect && { left: rect[edge], top: rect.top, width: 0, height: rect.height };
}

function rectsOf(node: Node): DOMRect[] {
  if (node instanceof HTMLBRElement) {
    const rect = node.getBoundingClientRect();
    return rect.height > 0 ? [rect] : [];
  }
  const range = document.createRange();
  range.selectNodeContents(node);
  return [...range.getClientRects()].filter((rect) => rect.height > 0);
}

function elementBox(node: Node, isRtl: boolean): Box | undefined {
  if (!(node instanceof HTMLElement)) return undefined;
  const rect = node.getBoundingClientRect();
  const style = getComputedStyle(node);
  const lineHeight = Number.parseFloat(style.lineHeight) || rect.height;
  return {
    left: isRtl
      ? rect.right - (Number.parseFloat(style.paddingRight) || 0)
      : rect.left + (Number.parseFloat(style.paddingLeft) || 0),
    top: rect.top + (Number.parseFloat(style.paddingTop) || 0),
    width: 0,
    height: Math.min(lineHeight, rect.height || lineHeight),
  };
}
