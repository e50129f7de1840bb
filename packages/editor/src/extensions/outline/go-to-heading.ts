import {
  $getNodeByKey,
  $isElementNode,
  type LexicalEditor,
  type NodeKey,
  SKIP_SCROLL_INTO_VIEW_TAG,
} from "lexical";
import { REVEAL_COMMAND } from "../../core/reveal.js";

/** Shows a heading at the top, and puts the caret before its words; where nobody may write, the focus, so that the keyboard goes on from there. */
export function goToHeading(editor: LexicalEditor, key: NodeKey): void {
  editor.dispatchCommand(REVEAL_COMMAND, key);
  const element = editor.getElementByKey(key);
  if (editor.isEditable()) {
    editor.update(
      () => {
        const heading = $getNodeByKey(key);
        if ($isElementNode(heading)) heading.selectStart();
      },
      { discrete: true, tag: SKIP_SCROLL_INTO_VIEW_TAG },
    );
    editor.focus();
  } else if (element !== null) {
    element.tabIndex = -1;
    element.focus({ preventScroll: true });
  }
  element?.scrollIntoView({ block: "start", behavior: "instant" });
}
