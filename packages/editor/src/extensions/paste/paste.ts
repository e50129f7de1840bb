import { $insertGeneratedNodes } from "@lexical/clipboard";
import { $generateNodesFromDOM } from "@lexical/html";
import { DRAG_DROP_PASTE } from "@lexical/rich-text";
import {
  $addUpdateTag,
  $createParagraphNode,
  $createTextNode,
  $getSelection,
  COMMAND_PRIORITY_LOW,
  INSERT_PARAGRAPH_COMMAND,
  KEY_DOWN_COMMAND,
  type LexicalEditor,
  mergeRegister,
  PASTE_COMMAND,
  PASTE_TAG,
} from "lexical";
import { $withMarkdown, preloadMarkdown } from "../../core/markdown.js";
import { looksLikeMarkdown } from "./looks-like-markdown.js";
import { cleanText } from "./page-text.js";
import { PAGE_LIMITS, tidyPage } from "./tidy-page.js";

const OWN_TYPE = "application/x-lexical-editor";
const MAX_TYPED_LINES = 500;

/**
 * What other programs put on the clipboard keeps its structure and loses what is dangerous; text that is Markdown becomes what it
 * says, unless it is pasted as plain text (Ctrl/Cmd+Shift+V). Either is one step of undo.
 */
export function registerPaste(editor: LexicalEditor): () => void {
  let isPlain = false;
  return mergeRegister(
    preloadMarkdown(editor),
    editor.registerCommand(
      KEY_DOWN_COMMAND,
      ({ code, shiftKey }) => {
        isPlain = code === "KeyV" && shiftKey;
        return false;
      },
      COMMAND_PRIORITY_LOW,
    ),
    editor.registerCommand(
      PASTE_COMMAND,
      (event) => {
        const data = "clipboardData" in event ? event.clipboardData : null;
        if (data === null || data.types.includes(OWN_TYPE)) return false;
        if (!$paste(editor, data, isPlain)) return false;
        event.preventDefault();
        return true;
      },
      COMMAND_PRIORITY_LOW,
    ),
  );
}

function $paste(editor: LexicalEditor, data: DataTransfer, isPlain: boolean): boolean {
  const html = isPlain ? "" : data.getData("text/html");
  const text = data.getData("text/plain");
  if (html !== "" && $pastePage(editor, html)) return true;
  if (html !== "" && text.trim() === "" && data.files?.length > 0)
    return editor.dispatchCommand(DRAG_DROP_PASTE, [...data.files]);
  if (html === "" && !isPlain && text.length <= PAGE_LIMITS.maxLength && looksLikeMarkdown(text)) {
    $withMarkdown(editor, (markdown) => {
      const page = markdown?.documentToHtml(markdown.markdownToDocument(text));
      if (page === undefined || !$pastePage(editor, page)) $pasteText(editor, text);
    });
    return true;
  }
  if (text === "") return html !== "";
  $pasteText(editor, text);
  return true;
}

function $pasteText(editor: LexicalEditor, text: string): void {
  $addUpdateTag(PASTE_TAG);
  $insertLines(editor, cleanText(text.replace(/\r\n?/g, "\n")).split("\n"));
}

/** Each line as if it was typed, so that a list goes on as a list; where there are very many of them, paragraphs at once. */
function $insertLines(editor: LexicalEditor, lines: readonly string[]): void {
  if (lines.length > MAX_TYPED_LINES) {
    const paragraphs = lines.map((line) => $createParagraphNode().append($createTextNode(line)));
    $getSelection()?.insertNodes(paragraphs);
    return;
  }
  lines.forEach((line, index) => {
    if (index > 0) editor.dispatchCommand(INSERT_PARAGRAPH_COMMAND, undefined);
    $getSelection()?.insertRawText(line);
  });
}

/** False where there is nothing in a page that could be taken, or too much. */
function $pastePage(editor: LexicalEditor, html: string): boolean {
  const selection = $getSelection();
  if (selection === null || html.length > PAGE_LIMITS.maxLength) return false;
  const page = tidyPage(new DOMParser().parseFromString(html, "text/html"));
  if (page === null) return false;
  const nodes = $generateNodesFromDOM(editor, page);
  if (nodes.length === 0) return false;
  $addUpdateTag(PASTE_TAG);
  $insertGeneratedNodes(editor, nodes, selection);
  return true;
}
