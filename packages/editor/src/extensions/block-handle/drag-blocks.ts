import type { LexicalEditor, LexicalNode } from "lexical";
import { OWN_STEP } from "../../core/own-step.js";
import { $chosenStretch, $nodesOf, $stretchOf, type Stretch } from "../../core/stretch.js";
import { textWindow } from "../../core/text-window.js";
import { $dropBlocks, $neighbourFor, type DropPlace } from "./drop-blocks.js";
import { $blockAtHeight, placeOf } from "./pointed-block.js";

export interface DragOptions {
  readonly editor: LexicalEditor;
  /** The block that somebody takes hold of, null when it is gone. If it is among selected ones, they go with it. */
  readonly $block: () => LexicalNode | null;
  /** Where the blocks would go, in CSS pixels from the top of the text's frame. */
  readonly onLine: (top: number) => void;
  /** The pointer has been let go, or Escape was pressed. */
  readonly onEnd: () => void;
}

/** A pointer that has moved less is pressing, not dragging (CSS pixels). */
const THRESHOLD = 4;
/** So near to an edge of the window the text moves (CSS pixels), and so fast at most (pixels a frame). */
const EDGE = 56;
const SPEED = 16;

/** Follows a pointer that is down on a block's grip, and moves the block when it is let go. Escape leaves everything as it is. */
export function dragBlocks(
  down: PointerEvent,
  grip: HTMLElement,
  { editor, $block, onLine, onEnd }: DragOptions,
): void {
  const root = editor.getRootElement();
  if (root === null) return;
  const view = textWindow(root);
  const ended = new AbortController();
  const { signal } = ended;
  let y = down.clientY;
  let isDragging = false;
  let target: DropPlace | null = null;
  let frame: number | undefined;

  const aim = (): void => {
    const next = editor.read(() => $aim(editor, $block(), y));
    const place = next === null ? null : placeOf(editor, next.key);
    // Between two blocks the last one counts.
    if (next === null || place === null) return;
    target = next;
    onLine(next.side === "before" ? place.top : place.bottom);
  };
  const step = (): void => {
    frame = undefined;
    const [above, below] = [view.top() + EDGE - y, y - (view.bottom() - EDGE)];
    const distance = above > 0 ? -above : Math.max(0, below);
    if (distance !== 0) view.scrollBy(Math.sign(distance) * Math.min(SPEED, Math.abs(distance) / 3));
    aim();
    if (distance !== 0) frame = requestAnimationFrame(step);
  };
  const end = (): void => {
    ended.abort();
    if (frame !== undefined) cancelAnimationFrame(frame);
    root.classList.remove("motet-dragging");
    onEnd();
  };
  const drop = (): void => {
    // What was aimed at a frame ago may have become another node since.
    if (isDragging) aim();
    const place = target;
    end();
    if (!isDragging || place === null) return;
    editor.update(() => {
      const dragged = $held($block());
      if (dragged !== null) $dropBlocks(dragged, place);
    }, OWN_STEP);
  };

  grip.setPointerCapture(down.pointerId);
  grip.addEventListener(
    "pointermove",
    (event) => {
      y = event.clientY;
      if (!isDragging && Math.hypot(event.clientX - down.clientX, y - down.clientY) < THRESHOLD) return;
      if (!isDragging) root.classList.add("motet-dragging");
      isDragging = true;
      frame ??= requestAnimationFrame(step);
    },
    { signal },
  );
  grip.addEventListener("pointerup", drop, { signal });
  grip.addEventListener("pointercancel", end, { signal });
  window.addEventListener(
    "keydown",
    (event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      end();
    },
    { signal, capture: true },
  );
}

/** What goes with a block: what is selected, if it is among it, else a list's item with those below it. */
function $held(block: LexicalNode | null): Stretch | null {
  if (block === null) return null;
  const chosen = $chosenStretch();
  return chosen !== null && $nodesOf(chosen).some((node) => node.is(block)) ? chosen : $stretchOf(block);
}

function $aim(editor: LexicalEditor, block: LexicalNode | null, y: number): DropPlace | null {
  const dragged = $held(block);
  const pointed = $blockAtHeight(editor, y);
  const target = dragged === null || pointed === null ? null : $neighbourFor(dragged, pointed);
  const box = target === null ? undefined : editor.getElementByKey(target.getKey())?.getBoundingClientRect();
  if (target === null || box === undefined) return null;
  return { key: target.getKey(), side: y < box.top + box.height / 2 ? "before" : "behind" };
}
