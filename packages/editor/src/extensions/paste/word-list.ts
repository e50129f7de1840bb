import { styleOf } from "./page-marks.js";

/** Word has no lists on the clipboard: a paragraph says its level, and its sign stands in it as text. */
export interface WordItem {
  /** From 1. */
  readonly level: number;
  readonly tag: "ul" | "ol";
  readonly start: number;
}

const NUMBER = /^\s*\(?(\d{1,9}|[a-z]{1,5})[.)]/i;

export function readWordItem(element: Element): WordItem | null {
  const level = /mso-list:\s*l\d+\s+level(\d)/i.exec(styleOf(element))?.[1];
  if (level === undefined) return null;
  const sign = [...element.querySelectorAll("span")].find((span) =>
    /mso-list:\s*ignore/i.test(styleOf(span)),
  );
  const number = NUMBER.exec(sign?.textContent ?? "")?.[1];
  return {
    level: Math.max(1, Number(level)),
    tag: number === undefined ? "ul" : "ol",
    start: Math.max(1, Number(number) || 1),
  };
}

/** A new item behind what is already there, in the list of its level. */
export function placeWordItem(into: Element, { level, tag, start }: WordItem): Element {
  let around = into;
  for (let depth = 1; depth <= level; depth++) {
    const last = around.lastElementChild;
    const isList = last?.tagName === "UL" || last?.tagName === "OL";
    const isLast = depth === level;
    if (last === null || !isList || (isLast && last.tagName !== tag.toUpperCase())) {
      const list = around.ownerDocument.createElement(tag);
      if (tag === "ol" && start > 1) list.setAttribute("start", String(start));
      around.append(list);
      return appendItem(list);
    }
    if (isLast) return appendItem(last);
    around = last.lastElementChild ?? appendItem(last);
  }
  return around;
}

function appendItem(list: Element): Element {
  const item = list.ownerDocument.createElement("li");
  list.append(item);
  return item;
}
