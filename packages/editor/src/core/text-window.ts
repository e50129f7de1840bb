import type { Box } from "./caret-geometry.js";

/** The part of the window in which the text can be read: inside its scroll box, below the toolbar, above a keyboard on the screen. */
export interface TextWindow {
  /** Its upper edge in the viewport, in pixels. */
  top(): number;
  bottom(): number;
  /** Moves the text up by so many pixels. */
  scrollBy(distance: number): void;
}

/** A caret is kept so far from the edges, in pixels: its line is seen, and a little of what surrounds it. */
const ROOM_ABOVE = 8;
const ROOM_BELOW = 24;

/** The window of a text, by an element that lies over it. */
export function textWindow(element: HTMLElement): TextWindow {
  const editor = element.closest(".motet");
  // Looked up each time: what is around an editor may be styled later, and changes with the size of the window.
  const frame = () => ancestorWhere(element, (overflow) => overflow !== "visible")?.getBoundingClientRect();
  const scroller = () =>
    ancestorWhere(element, (overflow) => overflow === "auto" || overflow === "scroll") ?? window;
  // On phones the toolbar is fixed at the bottom, elsewhere it is above the text.
  const toolbar = (where: "above" | "below") => {
    const found = editor?.querySelector(".motet-toolbar") ?? null;
    if (found === null || (getComputedStyle(found).position === "fixed") !== (where === "below")) return;
    return found.getBoundingClientRect();
  };
  return {
    top: () => Math.max(toolbar("above")?.bottom ?? 0, frame()?.top ?? 0),
    bottom: () =>
      Math.min(
        bottomOfScreen(),
        ...[toolbar("below")?.top, frame()?.bottom].filter((edge) => edge !== undefined),
      ),
    scrollBy: (distance) => scroller().scrollBy({ top: distance, behavior: "instant" }),
  };
}

/** How far the text has to move up (down: negative) for `box` to be seen between two edges; where both cannot be, its top is. */
export function distanceIntoView({ top, height }: Box, upper: number, lower: number): number {
  const above = top - (upper + ROOM_ABOVE);
  if (above < 0) return above;
  const below = top + height - (lower - ROOM_BELOW);
  return Math.max(0, Math.min(below, above));
}

function ancestorWhere(element: HTMLElement, holds: (overflow: string) => boolean): HTMLElement | undefined {
  const { body, documentElement } = element.ownerDocument;
  let ancestor = element.parentElement;
  while (ancestor !== null && ancestor !== body && ancestor !== documentElement) {
    if (holds(getComputedStyle(ancestor).overflowY)) return ancestor;
    ancestor = ancestor.parentElement;
  }
  return undefined;
}

function bottomOfScreen(): number {
  const { visualViewport } = window;
  return visualViewport === null ? window.innerHeight : visualViewport.offsetTop + visualViewport.height;
}
