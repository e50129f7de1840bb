import { TableCellNode } from "@lexical/table";
import { $getNodeByKey, type LexicalNode, type NodeKey } from "lexical";
import type { Commit } from "./changed-gaps.js";
import { $containerOf } from "./containers.js";

interface Part {
  readonly dirtyElements: Map<NodeKey, boolean>;
  readonly dirtyLeaves: Set<NodeKey>;
  readonly prevEditorState: Commit["prevEditorState"];
}

/**
 * What is dirty in each container: a node belongs to the one that it stands in, and to the one that it stood in before.
 * To be called while reading the new state.
 */
export function $splitCommit(commit: Commit): Map<NodeKey, Commit> {
  const { prevEditorState } = commit;
  const parts = new Map<NodeKey, Part>();
  const partOf = (container: NodeKey): Part => {
    let part = parts.get(container);
    if (part === undefined) {
      part = { dirtyElements: new Map(), dirtyLeaves: new Set(), prevEditorState };
      parts.set(container, part);
    }
    return part;
  };
  const containersOf = (key: NodeKey): Set<NodeKey> => {
    const containers = new Set<NodeKey>();
    const node = $getNodeByKey(key);
    if (node?.isAttached()) containers.add($containerOf(node)?.getKey() ?? "root");
    const previous = containerBefore(key, prevEditorState._nodeMap);
    if (previous !== null) containers.add(previous);
    return containers;
  };
  for (const key of commit.dirtyLeaves) {
    for (const container of containersOf(key)) partOf(container).dirtyLeaves.add(key);
  }
  for (const [key, isIntentional] of commit.dirtyElements) {
    for (const container of containersOf(key)) partOf(container).dirtyElements.set(key, isIntentional);
    const node = $getNodeByKey(key);
    // A cell that lost or got blocks: its flow may hold nothing else that is dirty.
    if (isIntentional && node instanceof TableCellNode) partOf(key).dirtyElements.set(key, true);
  }
  return parts;
}

function containerBefore(key: NodeKey, nodes: ReadonlyMap<NodeKey, LexicalNode>): NodeKey | null {
  for (let node = nodes.get(key); node !== undefined; ) {
    const parent: NodeKey | null = node.__parent;
    if (parent === null) return node.__key === "root" ? "root" : null;
    node = nodes.get(parent);
    if (parent === "root" || node instanceof TableCellNode) return parent;
  }
  return null;
}
