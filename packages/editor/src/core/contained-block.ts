import { $isLinkNode } from "@lexical/link";
import { $isHeadingNode, $isQuoteNode } from "@lexical/rich-text";
import {
  $getNodeByKey,
  $getSelection,
  $isLineBreakNode,
  $isParagraphNode,
  $isRangeSelection,
  $isTextNode,
  type LexicalEditor,
  type LexicalNode,
  mergeRegister,
  type NodeKey,
} from "lexical";
import { whenIdle } from "./when-idle.js";

/** A block with more than this in it costs more to look through than it saves. */
const MAX_CHILDREN = 200;
/** In CSS pixels. */
const MAX_HEIGHT = 4_000;
/**
 * A line may have become higher or lower without that its text shows it, as by a letter of another font: after so long without a change
 * the block is measured again.
 */
const SETTLED_AFTER_MS = 1_000;
/** Whoever goes through the text with the arrow keys is not followed to each block. */
const IDLE_TIMEOUT_MS = 500;

interface Contained {
  readonly key: NodeKey;
  readonly element: HTMLElement;
  /** Of the text in it, in CSS pixels: the block is as high as it has to be while this is the same. */
  readonly textHeight: number;
}

/**
 * Keeps what a key costs the browser to the block that it is typed into. A block's height may depend on what is in it, so without more
 * each key has all blocks laid out, and all that are near painted. The block with the caret is given the height that it has anyhow:
 * then it is laid out and painted by itself, until its text needs another height.
 */
export function registerContainedBlock(editor: LexicalEditor): () => void {
  let contained: Contained | null = null;
  let forget: (() => void) | null = null;
  let settling: ReturnType<typeof setTimeout> | undefined;
  let width = 0;

  const release = (): void => {
    if (contained !== null) {
      contained.element.style.removeProperty("contain");
      contained.element.style.removeProperty("height");
    }
    contained = null;
  };

  const containAtCaret = (): void => {
    forget = null;
    const key = editor.getEditorState().read($blockAtCaret);
    if (contained !== null && key === contained.key) return;
    release();
    const element = key === null ? null : editor.getElementByKey(key);
    if (key !== null && element !== null) contained = contain(key, element);
  };

  const later = (): void => {
    forget ??= whenIdle(containAtCaret, IDLE_TIMEOUT_MS);
  };

  const releaseNow = (): void => {
    release();
    later();
  };

  const resized =
    typeof ResizeObserver === "undefined"
      ? null
      : new ResizeObserver(([entry]) => {
          const next = entry?.contentRect.width ?? 0;
          if (next !== width) releaseNow();
          width = next;
        });

  return mergeRegister(
    editor.registerRootListener((root) => {
      if (root === null || resized === null) return;
      resized.observe(root);
      const view = root.ownerDocument.defaultView;
      const { fonts } = root.ownerDocument;
      view?.addEventListener("beforeprint", release);
      view?.addEventListener("afterprint", later);
      fonts?.addEventListener("loadingdone", releaseNow);
      return () => {
        release();
        resized.disconnect();
        view?.removeEventListener("beforeprint", release);
        view?.removeEventListener("afterprint", later);
        fonts?.removeEventListener("loadingdone", releaseNow);
      };
    }),
    editor.registerUpdateListener(({ dirtyElements, editorState }) => {
      if (contained !== null && dirtyElements.has(contained.key)) {
        const { key, element, textHeight } = contained;
        const isSame = editor.getElementByKey(key) === element && editorState.read(() => $isContainable(key));
        if (!isSame || heightOfText(element) !== textHeight) release();
        clearTimeout(settling);
        settling = setTimeout(releaseNow, SETTLED_AFTER_MS);
      }
      if (contained === null || editorState.read($blockAtCaret) !== contained.key) later();
    }),
    () => {
      forget?.();
      clearTimeout(settling);
      release();
    },
  );
}

function contain(key: NodeKey, element: HTMLElement): Contained | null {
  const { height } = getComputedStyle(element);
  const px = Number.parseFloat(height);
  if (!(px > 0 && px < MAX_HEIGHT)) return null;
  const textHeight = heightOfText(element);
  element.style.height = height;
  element.style.contain = "layout size";
  return { key, element, textHeight };
}

function heightOfText(element: HTMLElement): number {
  const range = element.ownerDocument.createRange();
  range.selectNodeContents(element);
  return range.getBoundingClientRect().height;
}

function $blockAtCaret(): NodeKey | null {
  const selection = $getSelection();
  if (!$isRangeSelection(selection) || !selection.isCollapsed()) return null;
  const key = selection.anchor.getNode().getTopLevelElement()?.getKey();
  return key !== undefined && $isContainable(key) ? key : null;
}

/** Whether what stands in a block changes with the text alone: no picture loads in there, nothing is drawn later. */
function $isContainable(key: NodeKey): boolean {
  const block = $getNodeByKey(key);
  if (!$isParagraphNode(block) && !$isHeadingNode(block) && !$isQuoteNode(block)) return false;
  return block.getChildrenSize() <= MAX_CHILDREN && block.getChildren().every($isPlain);
}

function $isPlain(node: LexicalNode): boolean {
  return (
    $isTextNode(node) || $isLineBreakNode(node) || ($isLinkNode(node) && node.getChildren().every($isPlain))
  );
}
