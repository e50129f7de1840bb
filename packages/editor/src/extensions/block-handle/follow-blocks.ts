import { $getNodeByKey, type LexicalNode, type NodeKey } from "lexical";
import { $namedBlock } from "../../core/named-block.js";
import { $chosenStretch, $nodesOf } from "../../core/stretch.js";

/** Tells the name that a block keeps when it is moved or turned into another type; null where it has none. */
export type BlockId = (node: LexicalNode) => string | null;

/** Follows a block that others move and turn; what it returns gives null once the block has gone. To be called while reading, both. */
export function $followBlock(key: NodeKey, $blockId: BlockId): () => LexicalNode | null {
  const block = $getNodeByKey(key);
  let name = block === null ? null : $blockId(block);
  let known = key;
  return () => {
    const there = $getNodeByKey(known) ?? (name === null ? null : $namedBlock($blockId, name));
    if (there === null) name = null;
    else known = there.getKey();
    return there;
  };
}

/** The names of the blocks that a command on whole blocks would act on now. To be called while reading. */
export function $chosenNames($blockId: BlockId): ReadonlySet<string> {
  const chosen = $chosenStretch();
  return new Set(chosen === null ? [] : $nodesOf(chosen).flatMap((node) => $blockId(node) ?? []));
}
