/** Keys that by themselves neither scroll nor write. */
const MODIFIERS = new Set(["Shift", "Control", "Alt", "AltGraph", "Meta", "CapsLock", "Fn"]);
/** Keys that scroll the page, or end following, where nothing else uses them. */
const SCROLLS = new Set(["Escape", "PageUp", "PageDown", "Home", "End", "ArrowUp", "ArrowDown"]);

/**
 * Calls when a reader goes their own way: scrolls, points into the text or at a scroll bar, or presses a key in it; and
 * at Escape wherever nothing else has used that.
 */
export function watchOwnMovement(text: HTMLElement, moved: () => void): () => void {
  const page = text.ownerDocument;
  const isBare = (target: EventTarget | null) => target === page.body || target === page.documentElement;
  const isIn = (target: EventTarget | null) => target instanceof Node && text.contains(target);
  const stop = new AbortController();
  const { signal } = stop;
  const press = ({ key, target, defaultPrevented }: KeyboardEvent) => {
    const isOwn = isIn(target)
      ? !MODIFIERS.has(key)
      : !defaultPrevented && (SCROLLS.has(key) || (key === " " && isBare(target)));
    if (isOwn) moved();
  };
  const point = ({ target }: Event) => {
    if (isIn(target) || isBare(target) || (target instanceof Element && isScroller(target, text))) moved();
  };
  page.addEventListener("keydown", press, { signal });
  page.addEventListener("pointerdown", point, { signal, capture: true });
  // What others' words do to the scroll position is no movement of one's own: these are.
  page.addEventListener("wheel", moved, { signal, capture: true, passive: true });
  page.addEventListener("touchmove", moved, { signal, capture: true, passive: true });
  text.addEventListener("beforeinput", moved, { signal });
  return () => stop.abort();
}

/** The bar of a scroll box belongs to the box itself. */
function isScroller(target: Element, text: HTMLElement): boolean {
  return target.contains(text) && target.scrollHeight > target.clientHeight;
}
