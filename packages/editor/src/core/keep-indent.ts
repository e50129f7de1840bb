import type { ElementTransformer, Transformer } from "@lexical/markdown";
import { $getSelection, $isRangeSelection } from "lexical";
import { $blockOf } from "./blocks.js";
import { $ownsIndent } from "./owns-indent.js";

/** What a block becomes while one types stands as deep as the block did, and so in the same section: Lexical's own forget it. */
export function keepIndent(transformer: Transformer): Transformer {
  if (transformer.type !== "element") return transformer;
  const replace: ElementTransformer["replace"] = (block, ...others) => {
    const indent = $ownsIndent(block) ? block.getIndent() : 0;
    const result = transformer.replace(block, ...others);
    const selection = indent > 0 ? $getSelection() : null;
    const made = $isRangeSelection(selection) ? $blockOf(selection.anchor.getNode()) : null;
    if (made !== null && $ownsIndent(made) && made.getIndent() !== indent) made.setIndent(indent);
    return result;
  };
  return { ...transformer, replace };
}
