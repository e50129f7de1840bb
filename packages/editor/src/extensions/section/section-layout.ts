import { $getNodeByKey, $isDecoratorNode, $isElementNode, type EditorState, type NodeKey } from "lexical";
import { $ownsIndent } from "../../core/owns-indent.js";
import { SectionNode } from "./section-node.js";

/** Blocks whose own edge is seen: they are moved in whole, where others move their text in. */
const BOXED: ReadonlySet<string> = new Set(["quote", "motet-callout"]);

/** How a block that stands in sections, or is one, is shown. */
export interface Place {
  /** How far a block is moved in that does not show its indent itself. */
  readonly inset: number;
  readonly isHidden: boolean;
  /** Set where the block is a section. */
  readonly isOpen: boolean | null;
}

/** The places of all blocks that stand where these sections stand. To be called while reading. */
export function $readPlaces(
  sections: Iterable<NodeKey>,
  $isClosed: (section: SectionNode) => boolean,
): Map<NodeKey, Place> {
  const places = new Map<NodeKey, Place>();
  const parents = new Set<NodeKey>();
  for (const key of sections) {
    const parent = $getNodeByKey(key)?.getParent();
    if (parent != null) parents.add(parent.getKey());
  }
  for (const key of parents) {
    const parent = $getNodeByKey(key);
    if (!$isElementNode(parent)) continue;
    const open: { indent: number; hides: boolean }[] = [];
    for (let node = parent.getFirstChild(); node !== null; node = node.getNextSibling()) {
      const indent = $ownsIndent(node) ? node.getIndent() : null;
      while ((open.at(-1)?.indent ?? -1) >= (indent ?? Number.POSITIVE_INFINITY)) open.pop();
      const around = open.at(-1);
      const isHidden = around?.hides === true;
      const isOpen = node instanceof SectionNode ? !$isClosed(node) : null;
      if (around !== undefined || isOpen !== null)
        places.set(node.getKey(), {
          inset:
            around === undefined
              ? 0
              : indent === null
                ? around.indent + 1
                : BOXED.has(node.getType())
                  ? indent
                  : 0,
          isHidden,
          isOpen,
        });
      if (isOpen !== null && indent !== null) open.push({ indent, hides: isHidden || !isOpen });
    }
  }
  return places;
}

/** Whether a block that a commit touched may stand elsewhere than before. */
export function changesPlace(key: NodeKey, now: EditorState, before: EditorState): boolean {
  const node = now._nodeMap.get(key);
  const previous = before._nodeMap.get(key);
  if (node === undefined || previous === undefined) return node !== previous;
  if ($isDecoratorNode(node) ? node.isInline() : !$isElementNode(node) || node.isInline()) return false;
  return (
    node.__parent !== previous.__parent ||
    node.__prev !== previous.__prev ||
    node.__next !== previous.__next ||
    ($isElementNode(node) && $isElementNode(previous) && node.__indent !== previous.__indent)
  );
}
