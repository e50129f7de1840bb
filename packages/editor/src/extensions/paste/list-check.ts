/** Whether an item of a list is a check item, and checked; `null` where it is none. Notion's `[x] ` is taken out of the text. */
export function readCheck(item: Element): boolean | null {
  const said = item.getAttribute("aria-checked");
  if (said !== null) return said === "true";
  let node = firstChild(item);
  for (let depth = 0; node !== null && depth < MAX_DEPTH; depth++) {
    if (node.nodeType === 3) return takeSign(node);
    const element = node as Element;
    if (element.tagName === "INPUT")
      return element.getAttribute("type") === "checkbox" ? element.hasAttribute("checked") : null;
    if (element.classList.contains("checkbox-on")) return true;
    if (element.classList.contains("checkbox-off")) return false;
    node = firstChild(element);
  }
  return null;
}

/** The box is at the beginning: deeper than this nobody puts it. */
const MAX_DEPTH = 6;

/** Past comments and the white space of the source. */
function firstChild(parent: Element): Node | null {
  let node = parent.firstChild;
  while (node !== null && node.nodeType !== 1 && (node.nodeType !== 3 || node.nodeValue?.trim() === ""))
    node = node.nextSibling;
  return node;
}

function takeSign(text: Node): boolean | null {
  const sign = /^\s*\[([ xX])\]\s/.exec(text.nodeValue ?? "");
  if (sign === null) return null;
  text.nodeValue = (text.nodeValue ?? "").slice(sign[0].length);
  return sign[1] !== " ";
}
