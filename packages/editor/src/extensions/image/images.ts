import type { ImageProps } from "@motet/model";
import {
  $createParagraphNode,
  $getNearestNodeFromDOMNode,
  $getSelection,
  $isRangeSelection,
  CLICK_COMMAND,
  COMMAND_PRIORITY_LOW,
  isDOMNode,
  type LexicalEditor,
  mergeRegister,
} from "lexical";
import { $blockOf } from "../../core/blocks.js";
import { $insertCaptioned } from "../../core/captioned.js";
import { OWN_STEP } from "../../core/own-step.js";
import { $createImageNode, ImageNode } from "./image-node.js";

/** One step of Wider and Narrower, and how narrow a picture can become, in CSS pixels. */
const STEP = 40;
const LEAST_WIDTH = 40;

/** Null where no picture can stand. */
export function $insertImage(image: Partial<ImageProps>): ImageNode | null {
  const node = $createImageNode(image);
  return $insertCaptioned(node) ? node : null;
}

/** The picture in whose caption the caret is. */
export function $imageAtCaret(): ImageNode | null {
  const selection = $getSelection();
  const block = $isRangeSelection(selection) ? $blockOf(selection.anchor.getNode()) : null;
  return block instanceof ImageNode ? block : null;
}

export type ImageActionId =
  | "imageLeft"
  | "imageCenter"
  | "imageRight"
  | "imageWider"
  | "imageNarrower"
  | "imageOwnWidth"
  | "imageDelete";

/** What can be done to the picture at the caret, in the order in which it is offered. `shownWidth`: CSS pixels. */
export const IMAGE_ACTIONS: Readonly<Record<ImageActionId, (node: ImageNode, shownWidth: number) => void>> = {
  imageLeft: (node) => node.setImage({ align: "left" }),
  imageCenter: (node) => node.setImage({ align: "center" }),
  imageRight: (node) => node.setImage({ align: "right" }),
  imageWider: (node, shownWidth) => node.setImage({ width: shownWidth + STEP }),
  imageNarrower: (node, shownWidth) => node.setImage({ width: Math.max(LEAST_WIDTH, shownWidth - STEP) }),
  imageOwnWidth: (node) => node.setImage({ width: 0 }),
  imageDelete: (node) => {
    const paragraph = $createParagraphNode();
    node.replace(paragraph);
    paragraph.select();
  },
};

export function runImageAction(editor: LexicalEditor, id: ImageActionId): void {
  editor.update(() => {
    const node = $imageAtCaret();
    const shown = node && editor.getElementByKey(node.getKey())?.querySelector("img");
    if (node !== null) IMAGE_ACTIONS[id](node, Math.round(shown?.clientWidth ?? 0));
  }, OWN_STEP);
}

/** A click on a picture goes to its caption; its handle is dragged to another width. */
export function registerImages(editor: LexicalEditor): () => void {
  return mergeRegister(
    editor.registerCommand(
      CLICK_COMMAND,
      ({ target }) => {
        if (
          !isDOMNode(target) ||
          !(target instanceof Element) ||
          target.closest(".motet-image-frame") === null
        )
          return false;
        const node = $getNearestNodeFromDOMNode(target);
        if (!(node instanceof ImageNode)) return false;
        node.selectEnd();
        return true;
      },
      COMMAND_PRIORITY_LOW,
    ),
    editor.registerRootListener((root) => {
      const begin = (event: PointerEvent) => beginResize(editor, event);
      root?.addEventListener("pointerdown", begin);
      return () => root?.removeEventListener("pointerdown", begin);
    }),
  );
}

function beginResize(editor: LexicalEditor, event: PointerEvent): void {
  const handle = event.target;
  if (!(handle instanceof HTMLElement) || !handle.classList.contains("motet-image-handle")) return;
  const img = handle.parentElement?.querySelector("img");
  if (!img || !editor.isEditable()) return;
  event.preventDefault();
  const from = { x: event.clientX, width: img.clientWidth };
  const direction = getComputedStyle(img).direction === "rtl" ? -1 : 1;
  const widthAt = (x: number) => Math.max(LEAST_WIDTH, Math.round(from.width + direction * (x - from.x)));
  const ended = new AbortController();
  const { signal } = ended;
  handle.setPointerCapture(event.pointerId);
  handle.addEventListener("pointermove", ({ clientX }) => (img.style.width = `${widthAt(clientX)}px`), {
    signal,
  });
  handle.addEventListener("pointercancel", () => ended.abort(), { signal });
  handle.addEventListener(
    "pointerup",
    ({ clientX }) => {
      ended.abort();
      editor.update(() => {
        const node = $getNearestNodeFromDOMNode(handle);
        if (node instanceof ImageNode) node.setImage({ width: widthAt(clientX) });
      }, OWN_STEP);
    },
    { signal },
  );
}
