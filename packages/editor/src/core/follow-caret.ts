import type { LexicalEditor } from "lexical";
import type { Binding, RemoteCaret } from "./binding.js";
import { caretBox } from "./caret-geometry.js";
import { distanceIntoView, type TextWindow } from "./text-window.js";

export interface FollowCaretOptions {
  readonly editor: LexicalEditor;
  readonly carets: Binding["carets"];
  /** The tabs of the one who is followed; asked each time. */
  clientIds(): readonly number[];
  readonly shown: TextWindow;
  /** Whether there is a caret to follow; called when that changes, and at first. */
  onCaret(isThere: boolean): void;
}

/** Where a caret that had left the window is brought to: this share of its height from the top. */
const LANDING = 1 / 3;

/**
 * Scrolls the text so that somebody's caret stays in its window: at once, and with each step of the caret or change of
 * the text, at most once a frame. Of several tabs the caret that moved last counts. Scrolling moves no caret, so two who
 * follow each other stand still.
 */
export function followCaret({ editor, carets, clientIds, shown, onCaret }: FollowCaretOptions): () => void {
  const places = new Map<number, string>();
  let latest: number | undefined;
  let wasThere: boolean | undefined;
  let frame = 0;

  const show = () => {
    frame = 0;
    const caret = carets.get().find(({ clientId }) => clientId === latest);
    const box = caret && caretBox(editor, caret.focus);
    if (box === undefined) return;
    const [top, bottom] = [shown.top(), shown.bottom()];
    if (distanceIntoView(box, top, bottom) !== 0) shown.scrollBy(box.top - (top + (bottom - top) * LANDING));
  };
  const schedule = () => {
    if (frame === 0) frame = requestAnimationFrame(show);
  };
  const look = () => {
    const theirs = new Set(clientIds());
    const present = carets.get().filter(({ clientId }) => theirs.has(clientId));
    const moved = present.filter((caret) => places.get(caret.clientId) !== placeOf(caret));
    places.clear();
    for (const caret of present) places.set(caret.clientId, placeOf(caret));
    const isLatestThere = latest !== undefined && places.has(latest);
    latest = moved.at(-1)?.clientId ?? (isLatestThere ? latest : present.at(-1)?.clientId);
    const isThere = latest !== undefined;
    if (isThere !== wasThere) onCaret(isThere);
    wasThere = isThere;
    if (moved.length > 0) schedule();
  };

  const stops = [
    carets.subscribe(look),
    editor.registerUpdateListener(({ dirtyElements, dirtyLeaves }) => {
      if (dirtyElements.size > 0 || dirtyLeaves.size > 0) schedule();
    }),
  ];
  look();
  return () => {
    for (const stop of stops) stop();
    cancelAnimationFrame(frame);
  };
}

function placeOf({ focus }: RemoteCaret): string {
  return `${focus.key}:${focus.offset}`;
}
