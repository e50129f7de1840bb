import { $isCodeNode } from "@lexical/code-core";
import {
  $getNearestNodeFromDOMNode,
  $getNodeByKey,
  $getSelection,
  $isRangeSelection,
  type LexicalEditor,
  mergeRegister,
  type NodeKey,
} from "lexical";
import { $blockOf } from "../../core/blocks.js";

/** The block of code that one points at, or else has the caret in, and where it is in the frame of the text (CSS pixels). */
export interface PointedCode {
  readonly key: NodeKey;
  readonly language: string;
  readonly top: number;
  readonly left: number;
  readonly width: number;
}

/** Calls `listener` when it has changed. `keeps`: whether what the pointer is over belongs to the block. */
export function watchPointedCode(
  editor: LexicalEditor,
  keeps: (element: Element) => boolean,
  listener: (code: PointedCode | null) => void,
): () => void {
  let hovered: NodeKey | null = null;
  let last: PointedCode | null = null;
  let frame: number | undefined;
  const read = (): PointedCode | null =>
    editor.getEditorState().read(() => $pointedCode(editor, hovered), { editor });
  const refresh = (): void => {
    frame ??= requestAnimationFrame(() => {
      frame = undefined;
      const next = read();
      if (isSame(last, next)) return;
      last = next;
      listener(next);
    });
  };
  const point = (target: EventTarget | null): void => {
    if (!(target instanceof Element) || keeps(target)) return;
    const code = target.closest(".motet-code-block");
    const next = code && editor.read(() => $getNearestNodeFromDOMNode(code)?.getKey() ?? null);
    if (next === hovered) return;
    hovered = next;
    refresh();
  };
  const stop = mergeRegister(
    editor.registerUpdateListener(refresh),
    editor.registerRootListener((root) => {
      const area = root?.parentElement;
      if (!root || !area) return;
      const ended = new AbortController();
      const { signal } = ended;
      area.addEventListener("pointerover", ({ target }) => point(target), { signal });
      area.addEventListener("pointerleave", () => point(area), { signal });
      const sizes = new ResizeObserver(refresh);
      sizes.observe(root);
      return () => {
        ended.abort();
        sizes.disconnect();
      };
    }),
  );
  refresh();
  return () => {
    stop();
    if (frame !== undefined) cancelAnimationFrame(frame);
  };
}

function $pointedCode(editor: LexicalEditor, hovered: NodeKey | null): PointedCode | null {
  const selection = $getSelection();
  const atCaret = $isRangeSelection(selection) ? $blockOf(selection.anchor.getNode()) : null;
  const pointed = hovered === null ? null : $getNodeByKey(hovered);
  const node = $isCodeNode(pointed) ? pointed : atCaret;
  const element = $isCodeNode(node) ? editor.getElementByKey(node.getKey()) : null;
  const area = editor.getRootElement()?.parentElement;
  if (!$isCodeNode(node) || element === null || !area) return null;
  const [box, around] = [element.getBoundingClientRect(), area.getBoundingClientRect()];
  return {
    key: node.getKey(),
    language: node.getLanguage() ?? "",
    top: box.top - around.top,
    left: box.left - around.left,
    width: box.width,
  };
}

function isSame(a: PointedCode | null, b: PointedCode | null): boolean {
  if (a === null || b === null) return a === b;
  return (
    a.key === b.key &&
    a.language === b.language &&
    a.top === b.top &&
    a.left === b.left &&
    a.width === b.width
  );
}
