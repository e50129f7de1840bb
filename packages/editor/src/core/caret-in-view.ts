import {
  $getSelection,
  $isRangeSelection,
  type EditorState,
  type LexicalEditor,
  mergeRegister,
  type RangeSelection,
  SKIP_SCROLL_INTO_VIEW_TAG,
} from "lexical";
import { caretBox } from "./caret-geometry.js";
import { CARET_KEYS } from "./caret-keys.js";
import { distanceIntoView, type TextWindow } from "./text-window.js";

/** What moved the caret last: `selecting` is a key that moves it. */
type Cause = "pointer" | "selecting" | "writing";

/**
 * Scrolls the writer's caret to where it can be seen, after whatever they write, undo, or do to it by key. Browser and
 * Lexical scroll it into the window, where a toolbar that sticks to its top may cover it. What others write, and what
 * is pointed at, scrolls nothing.
 */
export function keepCaretInView(editor: LexicalEditor, shown: TextWindow): () => void {
  let cause: Cause = "writing";
  const point = () => {
    cause = "pointer";
  };
  const press = ({ key }: KeyboardEvent) => {
    cause = CARET_KEYS.has(key) ? "selecting" : "writing";
  };
  return mergeRegister(
    editor.registerRootListener((root) => {
      if (root === null) return;
      root.addEventListener("pointerdown", point);
      root.addEventListener("keydown", press);
      return () => {
        root.removeEventListener("pointerdown", point);
        root.removeEventListener("keydown", press);
      };
    }),
    editor.registerUpdateListener(({ editorState, prevEditorState, dirtyElements, dirtyLeaves, tags }) => {
      const isChange = dirtyElements.size > 0 || dirtyLeaves.size > 0;
      if (isChange && cause === "pointer") cause = "writing";
      if (cause === "pointer" || tags.has(SKIP_SCROLL_INTO_VIEW_TAG)) return;
      const root = editor.getRootElement();
      if (root === null || root.ownerDocument.activeElement !== root) return;
      const selection = rangeOf(editorState);
      if (selection === null || (!isChange && rangeOf(prevEditorState)?.is(selection))) return;
      // Selecting all, or formatting it, shows no caret that somebody could look for.
      if (cause === "writing" && !selection.isCollapsed()) return;
      const box = caretBox(editor, selection.focus);
      if (box === undefined) return;
      const distance = distanceIntoView(box, shown.top(), shown.bottom());
      if (distance !== 0) shown.scrollBy(distance);
    }),
  );
}

function rangeOf(state: EditorState): RangeSelection | null {
  return state.read(() => {
    const selection = $getSelection();
    return $isRangeSelection(selection) ? selection : null;
  });
}
