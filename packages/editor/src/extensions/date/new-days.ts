import type { LexicalEditor } from "lexical";
import { drawDate, today } from "./show-date.js";

/** Says anew which date is today when another day begins, or the page is looked at again. */
export function registerNewDays(editor: LexicalEditor): () => void {
  let stop = (): void => undefined;
  const unregister = editor.registerRootListener((root) => {
    stop();
    stop = root === null ? () => undefined : watchDays(root);
  });
  return () => {
    unregister();
    stop();
  };
}

function watchDays(root: HTMLElement): () => void {
  const page = root.ownerDocument;
  let shown = today();
  let timer: ReturnType<typeof setTimeout>;
  const look = () => {
    clearTimeout(timer);
    timer = setTimeout(look, untilMidnightMs());
    if (today() === shown) return;
    shown = today();
    for (const element of root.querySelectorAll<HTMLTimeElement>("time.motet-date[datetime]"))
      drawDate(element, element.dateTime);
  };
  look();
  page.addEventListener("visibilitychange", look);
  return () => {
    clearTimeout(timer);
    page.removeEventListener("visibilitychange", look);
  };
}

function untilMidnightMs(): number {
  const now = new Date();
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1).getTime() - now.getTime() + 1;
}
