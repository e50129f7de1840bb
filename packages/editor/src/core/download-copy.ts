import { documentToMarkdown, readBlocks, readTitle } from "@motet/model";
import type * as Y from "yjs";

const MAX_NAME_CHARACTERS = 80;

/** Gives the document as it stands in this page to the browser to save, as Markdown: a copy that needs no server. */
export function downloadCopy(ydoc: Y.Doc, untitled: string): void {
  const file = new Blob([documentToMarkdown({ title: readTitle(ydoc), blocks: readBlocks(ydoc) })], {
    type: "text/markdown;charset=utf-8",
  });
  const address = URL.createObjectURL(file);
  const link = document.createElement("a");
  link.href = address;
  link.download = `${fileName(readTitle(ydoc)) || untitled}.md`;
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
