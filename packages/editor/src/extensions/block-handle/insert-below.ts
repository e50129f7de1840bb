import { $createListItemNode, $isListItemNode } from "@lexical/list";
import {
  $createParagraphNode,
  $createTextNode,
  $getNodeByKey,
  $isParagraphNode,
  type NodeKey,
} from "lexical";
import { $stretchOf } from "../../core/stretch.js";

/** Begins to choose what comes below a block, as if `/` had been typed there; an empty paragraph is what is chosen for. */
export function $insertBelow(key: NodeKey): void {
  const block = $getNodeByKey(key);
  if (block === null) return;
  const fresh = $isListItemNode(block) ? $createListItemNode() : $createParagraphNode();
  const place = $isParagraphNode(block) && block.isEmpty() ? block : fresh;
  if (place === fresh) $stretchOf(block).last.insertAfter(fresh, false);
  const text = $createTextNode("/");
  place.append(text);
  text.selectEnd();
}
