import { documentToHtml, documentToMarkdown, readBlocks, readTitle, toJSON, toPlainText } from "@motet/model";
import * as Y from "yjs";

interface Format {
  readonly mediaType: string;
  /** From the whole state as one Yjs update. */
  readonly convert: (state: Uint8Array) => string | Uint8Array;
}

const ofYdoc =
  (convert: (ydoc: Y.Doc) => string): Format["convert"] =>
  (state) => {
    const ydoc = new Y.Doc();
    Y.applyUpdate(ydoc, state);
    return convert(ydoc);
  };

const contentOf = (ydoc: Y.Doc) => ({ title: readTitle(ydoc), blocks: readBlocks(ydoc) });

/** What a document's content can be had as. HTML is a fragment for a page's body. */
export const FORMATS = {
  markdown: {
    mediaType: "text/markdown; charset=utf-8",
    convert: ofYdoc((ydoc) => documentToMarkdown(contentOf(ydoc))),
  },
  html: { mediaType: "text/html; charset=utf-8", convert: ofYdoc((ydoc) => documentToHtml(contentOf(ydoc))) },
  text: { mediaType: "text/plain; charset=utf-8", convert: ofYdoc(toPlainText) },
  json: {
    mediaType: "application/json; charset=utf-8",
    convert: ofYdoc((ydoc) => JSON.stringify(toJSON(ydoc))),
  },
  yjs: { mediaType: "application/octet-stream", convert: (state) => state },
} as const satisfies Record<string, Format>;

export type FormatName = keyof typeof FORMATS;

export const isFormat = (name: string): name is FormatName => Object.hasOwn(FORMATS, name);
