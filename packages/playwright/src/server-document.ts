import * as Y from "yjs";
import { type BlockType, mergeRuns, type SeenBlock, type SeenRun } from "./seen-block.js";

/** A document as the server keeps it. */
export interface ServerDocument {
  readonly title: string;
  readonly blocks: readonly SeenBlock[];
  readonly ydoc: Y.Doc;
}

/** Over REST, decoded by a fresh `Y.Doc`; null where the server has no such document. */
export async function readServerDocument(url: string, documentId: string): Promise<ServerDocument | null> {
  const address = new URL(`/api/documents/${encodeURIComponent(documentId)}/content?format=yjs`, url);
  const response = await fetch(address);
  if (response.status === 404) return null;
  if (!response.ok) throw new Error(`GET ${address} answered ${response.status}: ${await response.text()}`);
  const ydoc = new Y.Doc();
  Y.applyUpdate(ydoc, new Uint8Array(await response.arrayBuffer()));
  if (ydoc.store.pendingStructs !== null || ydoc.store.pendingDs !== null) {
    throw new Error(`What the server keeps of ${documentId} has gaps: parts of it cannot be applied.`);
  }
  return { title: ydoc.getText("title").toString(), blocks: readBlocks(ydoc), ydoc };
}

interface Delta {
  readonly insert: unknown;
  readonly attributes?: Readonly<Record<string, unknown>>;
}

/** Written apart from the product's own reader, so that the two check each other. */
function readBlocks(ydoc: Y.Doc): SeenBlock[] {
  const blocks: { marker: Y.Map<unknown> | null; runs: SeenRun[] }[] = [];
  for (const { insert, attributes = {} } of ydoc.getText("body").toDelta() as Delta[]) {
    if (insert instanceof Y.Map) {
      blocks.push({ marker: insert, runs: [] });
      continue;
    }
    if (blocks.length === 0) blocks.push({ marker: null, runs: [] });
    blocks
      .at(-1)
      ?.runs.push({ text: typeof insert === "string" ? insert : "\ufffc", formats: formatsOf(attributes) });
  }
  return blocks.map(({ marker, runs }) => {
    const indent = marker?.get("indent");
    return {
      type: typeOf(marker),
      text: runs.map(({ text }) => text).join(""),
      indent: typeof indent === "number" ? indent : 0,
      checked: marker?.get("checked") === true && marker.get("kind") === "check",
      runs: mergeRuns(runs),
    };
  });
}

const FORMATS = ["bold", "code", "italic", "strikethrough", "underline"];

function formatsOf(attributes: Readonly<Record<string, unknown>>): string[] {
  const formats = FORMATS.filter((name) => attributes[name] === true);
  if (typeof attributes.link === "string") formats.push(`link ${attributes.link}`);
  return formats.sort();
}

function typeOf(marker: Y.Map<unknown> | null): BlockType {
  const type = marker?.get("type") ?? "paragraph";
  switch (type) {
    case "paragraph":
      return "paragraph";
    case "quote":
      return "quote";
    case "code":
      return "code";
    case "heading":
      return `heading${(marker?.get("level") ?? 1) as 1 | 2 | 3 | 4 | 5 | 6}`;
    case "list-item":
      return (marker?.get("kind") ?? "bullet") as BlockType;
    default:
      return "other";
  }
}
