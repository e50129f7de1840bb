import { $createCodeNode, type CodeNode } from "@lexical/code-core";
import { $isLinkNode } from "@lexical/link";
import { $setBlocksType } from "@lexical/selection";
import { $createLineBreakNode, $isTextNode, type ElementNode, type RangeSelection } from "lexical";

/** Several selected blocks become the lines of one code block. Code has no formatting and no links. */
export function $makeCodeBlock(selection: RangeSelection): void {
  const made: CodeNode[] = [];
  $setBlocksType(
    selection,
    () => {
      const code = $createCodeNode();
      made.push(code);
      return code;
    },
    () => {},
  );
  const attached = made.filter((code) => code.isAttached());
  const [first, ...rest] = attached;
  if (first === undefined) return;
  for (const code of attached) $strip(code);
  for (const code of rest) {
    if (first.getNextSibling()?.is(code) !== true) continue;
    first.append($createLineBreakNode(), ...code.getChildren());
    code.remove();
  }
}

function $strip(element: ElementNode): void {
  for (const child of element.getChildren()) {
    if ($isTextNode(child)) child.setFormat(0);
    else if ($isLinkNode(child)) {
      $strip(child);
      child.getParentOrThrow().splice(child.getIndexWithinParent(), 1, child.getChildren());
    }
  }
}
