import { ListItemNode, ListNode } from "@lexical/list";
import { type LexicalEditor, mergeRegister } from "lexical";

/**
 * Lexical makes the items of a check list checkboxes. A list of checkboxes is no list to assistive technology but a
 * group, and an item that only holds a nested list is nothing by itself.
 */
export function registerListRoles(editor: LexicalEditor): () => void {
  const visit = (key: string) => {
    const element = editor.getElementByKey(key);
    if (element === null) return;
    if (element.tagName === "LI") return setItemRole(element);
    const isCheck = element.classList.contains("motet-list-check");
    setRole(element, isCheck ? "group" : undefined);
    for (const item of element.children) setItemRole(item);
  };
  const receive = (mutations: Map<string, "created" | "updated" | "destroyed">) => {
    for (const [key, mutation] of mutations) if (mutation !== "destroyed") visit(key);
  };
  return mergeRegister(
    editor.registerMutationListener(ListNode, receive),
    editor.registerMutationListener(ListItemNode, receive),
  );
}

function setItemRole(item: Element): void {
  const list = item.parentElement;
  const inGroup = list?.classList.contains("motet-list-check") === true;
  const isWrapper = item.firstElementChild?.matches("ul, ol") === true;
  if (isWrapper) setRole(item, inGroup ? "none" : undefined);
}

function setRole(element: Element, role: string | undefined): void {
  if (role === undefined) element.removeAttribute("role");
  else if (element.getAttribute("role") !== role) element.setAttribute("role", role);
}
