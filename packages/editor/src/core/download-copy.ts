import { bodyText, readBlocks, readTitle } from "@motet/model";
import type * as Y from "yjs";
import { loadMarkdown } from "./markdown.js";

const MAX_NAME_CHARACTERS = 80;

/**
 * Gives the document as it stands in this page to the browser to save: a copy that needs no server. As Markdown, or, where the page
 * lost its network before it had the converter, as plain text.
 */
export async function downloadCopy(ydoc: Y.Doc, untitled: string): Promise<void> {
  const markdown = await loadMarkdown().catch(() => null);
  const [content, kind] =
    markdown === null
      ? [`${readTitle(ydoc)}\n\n${bodyText(ydoc)}`, "plain"]
      : [markdown.documentToMarkdown({ title: readTitle(ydoc), blocks: readBlocks(ydoc) }), "markdown"];
  const file = new Blob([content], { type: `text/${kind};charset=utf-8` });
  const address = URL.createObjectURL(file);
  const link = document.createElement("a");
  link.href = address;
  link.download = `${fileName(readTitle(ydoc)) || untitled}.${markdown === null ? "txt" : "md"}`;
  link.click();
  // The browser has taken its hold of the file by then.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** Without what a file system takes for a path or a command. */
export function fileName(title: string): string {
  const plain = title.replace(/[\p{Cc}\\/:*?"<>|]/gu, " ").replace(/\s+/gu, " ");
  return Array.from(plain.trim().replace(/^[. ]+/, ""))
    .slice(0, MAX_NAME_CHARACTERS)
    .join("")
    .trim();
}
