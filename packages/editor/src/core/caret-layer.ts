import type { LexicalEditor } from "lexical";
import type { Binding, RemoteCaret } from "./binding.js";
import { type Box, type CaretBox, caretBox, selectionBoxes } from "./caret-geometry.js";
import { peerVariables } from "./peer-colors.js";

export interface CaretLayerOptions {
  readonly editor: LexicalEditor;
  readonly carets: Binding["carets"];
  /** An empty element that covers the text; the carets are drawn into it. */
  readonly layer: HTMLElement;
  /** The lowest edge, in the viewport, of whatever covers or cuts off the top of the text (a sticky toolbar). */
  topEdge(): number;
  /** How somebody without a name is called. */
  readonly anonymous: string;
}

/** How long a name stays beside a caret that has moved. */
export const LABEL_VISIBLE_MS = 3_000;
/** Whoever has not moved for so long is shown faintly: a place in the text, not somebody at work. */
export const IDLE_AFTER_MS = 60_000;
const LABEL_HEIGHT = 22;
/** Selections are drawn this far beyond the window, so that a short scroll shows no gap. */
const MARGIN = 400;

interface Drawn {
  readonly caret: HTMLElement;
  readonly label: HTMLElement;
  readonly selections: HTMLElement[];
  place: string;
  color: string;
  timer: ReturnType<typeof setTimeout> | undefined;
}

interface Measured {
  readonly remote: RemoteCaret;
  readonly at: CaretBox | undefined;
  readonly boxes: readonly Box[];
}

/**
 * Draws the carets and selections of others over the text. Drawn at most once a frame, when a caret, the text, its
 * size or the scroll position has changed; costs the number of carets, not the length of the document.
 */
export function createCaretLayer({
  editor,
  carets,
  layer,
  topEdge,
  anonymous,
}: CaretLayerOptions): () => void {
  const drawn = new Map<number, Drawn>();
  let frame = 0;
  const schedule = () => {
    if (frame === 0 && (drawn.size > 0 || carets.get().length > 0)) frame = requestAnimationFrame(draw);
  };

  const draw = () => {
    frame = 0;
    const origin = layer.getBoundingClientRect();
    const edge = topEdge();
    const visible = { top: -MARGIN, bottom: window.innerHeight + MARGIN };
    // All is measured before anything is moved: one layout a frame.
    const measured = carets.get().map(
      (remote): Measured => ({
        remote,
        at: caretBox(editor, remote.focus),
        boxes: isCollapsed(remote) ? [] : selectionBoxes(editor, remote.anchor, remote.focus, visible),
      }),
    );
    const present = new Set(measured.map(({ remote }) => remote.clientId));
    for (const [clientId, gone] of drawn) if (!present.has(clientId)) remove(clientId, gone);
    for (const each of measured) place(each, origin, edge);
  };

  const place = ({ remote, at, boxes }: Measured, origin: DOMRect, edge: number) => {
    const name = remote.user.name || anonymous;
    const shown = drawn.get(remote.clientId) ?? add(remote.clientId);
    const { caret, label } = shown;
    if (label.textContent !== name) {
      label.textContent = name;
      caret.setAttribute("data-user-name", name);
    }
    if (shown.color !== remote.user.color) recolor(shown, remote.user.color);
    caret.hidden = at === undefined;
    if (at !== undefined) {
      const left = at.left - origin.left;
      const top = at.top - origin.top;
      caret.style.transform = `translate(${left.toFixed(1)}px, ${top.toFixed(1)}px)`;
      caret.style.height = `${at.height.toFixed(1)}px`;
      caret.toggleAttribute("data-flipped", at.top - LABEL_HEIGHT < edge);
      const width = label.offsetWidth;
      // Over what is written already; to the other side where there is no room.
      const isTurned = at.isRtl ? left >= width : left + width > origin.width;
      caret.toggleAttribute("data-turned", isTurned);
    }
    const { anchor, focus } = remote;
    const spot = `${anchor.key}:${anchor.offset}-${focus.key}:${focus.offset}`;
    if (spot !== shown.place) {
      shown.place = spot;
      reveal(shown);
    }
    boxes.forEach((box, i) => {
      const element = shown.selections[i] ?? addSelection(shown);
      element.style.transform = `translate(${(box.left - origin.left).toFixed(1)}px, ${(box.top - origin.top).toFixed(1)}px)`;
      element.style.width = `${box.width.toFixed(1)}px`;
      element.style.height = `${box.height.toFixed(1)}px`;
    });
    for (const surplus of shown.selections.splice(boxes.length)) surplus.remove();
  };

  const add = (clientId: number): Drawn => {
    const caret = part("caret", "motet-caret");
    const label = document.createElement("span");
    label.className = "motet-caret-label";
    caret.append(label);
    layer.append(caret);
    const created: Drawn = { caret, label, selections: [], place: "", color: "", timer: undefined };
    drawn.set(clientId, created);
    return created;
  };

  const addSelection = (shown: Drawn): HTMLElement => {
    const element = part("selection", "motet-peer-selection");
    color(element, shown.color);
    shown.selections.push(element);
    layer.prepend(element);
    return element;
  };

  const remove = (clientId: number, gone: Drawn) => {
    clearTimeout(gone.timer);
    gone.caret.remove();
    for (const element of gone.selections) element.remove();
    drawn.delete(clientId);
  };

  const stops = [
    carets.subscribe(schedule),
    editor.registerUpdateListener(({ dirtyElements, dirtyLeaves }) => {
      if (dirtyElements.size > 0 || dirtyLeaves.size > 0) schedule();
    }),
    watchSize(layer, schedule),
    listen(document, "scroll", schedule),
    listen(window, "resize", schedule),
  ];
  schedule();
  return () => {
    for (const stop of stops) stop();
    cancelAnimationFrame(frame);
    for (const [clientId, gone] of drawn) remove(clientId, gone);
  };
}

function isCollapsed({ anchor, focus }: RemoteCaret): boolean {
  return anchor.key === focus.key && anchor.offset === focus.offset;
}

function reveal(shown: Drawn): void {
  clearTimeout(shown.timer);
  shown.caret.setAttribute("data-active", "");
  shown.caret.removeAttribute("data-idle");
  shown.timer = setTimeout(() => {
    shown.caret.removeAttribute("data-active");
    shown.timer = setTimeout(
      () => shown.caret.setAttribute("data-idle", ""),
      IDLE_AFTER_MS - LABEL_VISIBLE_MS,
    );
  }, LABEL_VISIBLE_MS);
}

function recolor(shown: Drawn, value: string): void {
  shown.color = value;
  for (const element of [shown.caret, ...shown.selections]) color(element, value);
}

function color(element: HTMLElement, value: string): void {
  for (const [name, each] of Object.entries(peerVariables(value))) element.style.setProperty(name, each);
}

function part(name: string, className: string): HTMLElement {
  const element = document.createElement("div");
  element.setAttribute("data-motet-part", name);
  element.className = className;
  return element;
}

function watchSize(element: HTMLElement, changed: () => void): () => void {
  const observer = new ResizeObserver(changed);
  observer.observe(element);
  return () => observer.disconnect();
}

function listen(target: Document | Window, event: string, listener: () => void): () => void {
  const options = { capture: true, passive: true };
  target.addEventListener(event, listener, options);
  return () => target.removeEventListener(event, listener, options);
}
