import { $isCodeNode } from "@lexical/code-core";
import { $createLinkNode, $isLinkNode, $toggleLink, type LinkNode } from "@lexical/link";
import { safeUrl } from "@motet/model";
import {
  $createRangeSelection,
  $createTextNode,
  $findMatchingParent,
  $getNearestNodeFromDOMNode,
  $getNodeByKey,
  $getSelection,
  $isRangeSelection,
  $setSelection,
  type BaseSelection,
  CLICK_COMMAND,
  COMMAND_PRIORITY_NORMAL,
  type LexicalEditor,
  mergeRegister,
  type NodeKey,
  PASTE_COMMAND,
} from "lexical";
import { $blockOf } from "../../core/blocks.js";
import { isApple } from "../../core/shortcut.js";
import { OPEN_LINK_COMMAND } from "./open-link.js";
import { webAddress } from "./url.js";

/** A link as the link dialog needs it. */
export interface LinkAtCaret {
  readonly url: string;
  readonly text: string;
  /** False: nothing is selected, so a new link needs a text of its own. */
  readonly hasText: boolean;
  readonly exists: boolean;
}

/** What the link dialog begins with: a given link, the one at the caret, or the selected words that are to become one. */
export function $linkAtCaret(key?: NodeKey): LinkAtCaret | undefined {
  const selection = $getSelection();
  const link = $enclosingLink(selection, key);
  if (link !== null) return { url: link.getURL(), text: link.getTextContent(), hasText: true, exists: true };
  if (!$isRangeSelection(selection)) return undefined;
  const text = selection.getTextContent();
  return { url: webAddress(text) ?? "", text, hasText: !selection.isCollapsed(), exists: false };
}

/** Links the selection (or the link it is in) to `url`; with nothing selected, inserts `text` as a link. */
export function $setLink(url: string, text: string, key?: NodeKey): void {
  const selection = $getSelection();
  if (safeUrl(url) === null) return;
  const link = $enclosingLink(selection, key);
  if (link !== null) {
    link.setURL(url);
    return;
  }
  if (!$isRangeSelection(selection)) return;
  if (!selection.isCollapsed()) {
    $toggleLink(url, { rel: null });
    return;
  }
  const inserted = $createLinkNode(url).append($createTextNode(text || url).setFormat(selection.format));
  selection.insertNodes([inserted]);
  inserted.selectEnd();
}

/** Takes the link at the caret (or every link in the selection) away and leaves its text. */
export function $removeLink(key?: NodeKey): void {
  const link = $enclosingLink($getSelection(), key);
  if (link === null) {
    $toggleLink(null);
    return;
  }
  // In one step: a link detaches itself when its last child leaves.
  link.getParentOrThrow().splice(link.getIndexWithinParent(), 1, link.getChildren());
}

function $enclosingLink(selection: BaseSelection | null, key?: NodeKey): LinkNode | null {
  const given = key === undefined ? null : $getNodeByKey(key);
  if ($isLinkNode(given)) return given;
  if (!$isRangeSelection(selection)) return null;
  const link = $findMatchingParent(selection.focus.getNode(), $isLinkNode);
  if (link === null || selection.isCollapsed()) return link;
  const other = $findMatchingParent(selection.anchor.getNode(), $isLinkNode);
  return other?.is(link) === true ? link : null;
}

/** Follows a link in a new tab that knows nothing of this one. Does nothing for an address that could run script. */
export function openUrl(url: string): void {
  const safe = safeUrl(url);
  if (safe !== null) window.open(safe, "_blank", "noopener,noreferrer");
}

/**
 * Pasting a web address over words links them; pasting it alone inserts it as a link. A click follows a link where
 * the text is read, Ctrl/Cmd and click where it is edited; a plain click there shows the link.
 */
export function registerLinks(editor: LexicalEditor): () => void {
  return mergeRegister(
    editor.registerCommand(PASTE_COMMAND, (event) => $pasteAddress(event), COMMAND_PRIORITY_NORMAL),
    editor.registerCommand(
      CLICK_COMMAND,
      (event) => {
        const link = $clickedLink(event);
        if (link === null) return false;
        if (isApple() ? event.metaKey : event.ctrlKey) {
          event.preventDefault();
          openUrl(link.getURL());
          return true;
        }
        editor.dispatchCommand(OPEN_LINK_COMMAND, { kind: "showing", key: link.getKey() });
        return false;
      },
      COMMAND_PRIORITY_NORMAL,
    ),
    editor.registerRootListener((root) => {
      if (root === null) return;
      // Lexical sends no click command where it cannot be edited.
      const follow = (event: MouseEvent) => {
        const anchor = event.target instanceof Element ? event.target.closest("a") : null;
        if (anchor === null) return;
        event.preventDefault();
        if (editor.isEditable()) return;
        openUrl(anchor.getAttribute("href") ?? "");
      };
      root.addEventListener("click", follow);
      return () => root.removeEventListener("click", follow);
    }),
  );
}

function $clickedLink(event: MouseEvent): LinkNode | null {
  if (!(event.target instanceof Node)) return null;
  const node = $getNearestNodeFromDOMNode(event.target);
  return node === null ? null : $findMatchingParent(node, $isLinkNode);
}

function $pasteAddress(event: unknown): boolean {
  const selection = $getSelection();
  if (!$isRangeSelection(selection)) return false;
  if (typeof ClipboardEvent === "undefined" || !(event instanceof ClipboardEvent)) return false;
  const url = webAddress(event.clipboardData?.getData("text/plain") ?? "");
  const isInCode = [selection.anchor, selection.focus].some((end) => $isCodeNode($blockOf(end.getNode())));
  if (url === null || isInCode) return false;
  event.preventDefault();
  $setLink(url, url);
  if (!selection.isCollapsed()) $collapseToEnd();
  return true;
}

function $collapseToEnd(): void {
  const selection = $getSelection();
  if (!$isRangeSelection(selection)) return;
  const end = selection.isBackward() ? selection.anchor : selection.focus;
  const collapsed = $createRangeSelection();
  collapsed.anchor.set(end.key, end.offset, end.type);
  collapsed.focus.set(end.key, end.offset, end.type);
  $setSelection(collapsed);
}
