import { ListNode } from "@lexical/list";
import { type LexicalEditor, mergeRegister } from "lexical";
import { setItemDirection } from "./item-direction.js";

/**
 * Lexical makes the items of a check list checkboxes. A list of checkboxes is no list to assistive technology but a
 * group, and an item that only holds a nested list is nothing by itself. Items get their directions in the same visit.
 */
export function registerListRoles(editor: LexicalEditor): () => void {
  const visit = (key: string) => {
    const element = editor.getElementByKey(key);
    if (element?.tagName === "LI") setItemRole(element);
    else if (element?.tagName === "UL" || element?.tagName === "OL") {
      setRole(element, isCheckList(element) ? "group" : undefined);
      for (const item of element.children) setItemRole(item);
    }
  };
  return mergeRegister(
    editor.registerMutationListener(ListNode, (mutations) => {
      for (const [key, mutation] of mutations) if (mutation === "created") visit(key);
    }),
    // Lexical also writes roles anew on whatever is around a change, which is no mutation.
    editor.registerUpdateListener(({ dirtyElements }) => {
      for (const key of dirtyElements.keys()) visit(key);
    }),
  );
}

function isCheckList(element: Element | null): boolean {
  return element?.classList.contains("motet-list-check") === true;
}

function setItemRole(item: Element): void {
  const isWrapper = item.firstElementChild?.matches("ul, ol") === true;
  if (isWrapper) setRole(item, isCheckList(item.parentElement) ? "none" : undefined);
  else setItemDirection(item);
}

function setRole(element: Element, role: string | undefined): void {
  if (role === undefined) element.removeAttribute("role");
  else if (element.getAttribute("role") !== role) element.setAttribute("role", role);
}
