import {
  type DocumentContent,
  EMPTY_DOCUMENT,
  markdownToDocument,
  readTitle,
  setTitle,
  writeDocument,
} from "@motet/model";
import { CloseCode } from "@motet/protocol";
import type { Catalog, CatalogPage, CatalogQuery, DocumentRecord, SyncServer } from "@motet/server";
import { nanoid } from "nanoid";
import * as Y from "yjs";
import { Problem } from "../http/problems.js";
import type { CatalogProjection } from "./catalog-projection.js";

export interface NewDocument {
  readonly id?: string | undefined;
  readonly title?: string | undefined;
  readonly markdown?: string | undefined;
}

export interface DocumentsOptions {
  readonly catalog: Catalog;
  readonly server: Pick<SyncServer, "read" | "write" | "disconnect">;
  readonly projection: CatalogProjection;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** What the API does with documents as a whole. Their text is edited over sync; writes here go the same way, so open tabs see them. */
export class Documents {
  readonly #creating = new Set<string>();

  constructor(private readonly options: DocumentsOptions) {}

  /** With the titles that are durable by now. */
  async list(query: CatalogQuery): Promise<CatalogPage> {
    await this.options.projection.settled();
    return this.options.catalog.list(query);
  }

  /** Rejects with a `Problem` "document-not-found" for one that is missing or in the trash. */
  async get(documentId: string): Promise<DocumentRecord> {
    const record = await this.options.projection.current(documentId);
    if (record === null || record.trashedAt !== null) throw new Problem("document-not-found");
    return record;
  }

  async create({ id = nanoid(), title, markdown }: NewDocument): Promise<DocumentRecord> {
    if (this.#creating.has(id)) throw new Problem("document-exists");
    this.#creating.add(id);
    try {
      const existing = await this.options.projection.current(id);
      if (existing !== null) {
        throw new Problem(
          "document-exists",
          existing.trashedAt === null ? undefined : "A document with this id is in the trash.",
        );
      }
      const content = contentOf(title, markdown);
      if (content !== null) await this.#write(id, toUpdate(content));
      return await this.options.projection.record(id, this.options.now());
    } finally {
      this.#creating.delete(id);
    }
  }

  async rename(documentId: string, title: string): Promise<DocumentRecord> {
    const record = await this.get(documentId);
    const ydoc = await this.#readYdoc(documentId);
    const before = Y.encodeStateVector(ydoc);
    const titleBefore = readTitle(ydoc);
    setTitle(ydoc, title);
    if (readTitle(ydoc) === titleBefore) return record;
    await this.#write(documentId, Y.encodeStateAsUpdate(ydoc, before));
    return this.options.projection.record(documentId, this.options.now());
  }

  /** Closes its sessions. Nothing is deleted: `restore` takes it back. */
  async moveToTrash(documentId: string): Promise<void> {
    const record = await this.options.projection.current(documentId);
    if (record === null) throw new Problem("document-not-found");
    if (record.trashedAt === null) await this.options.projection.setTrashed(documentId, this.options.now());
    await this.options.server.disconnect(documentId, CloseCode.GONE, "moved to the trash");
  }

  async restore(documentId: string): Promise<DocumentRecord> {
    const record = await this.options.projection.setTrashed(documentId, null);
    if (record === null) throw new Problem("document-not-found");
    return record;
  }

  /** Whether somebody may connect to it: every document that is not in the trash, also one that is yet to be written. */
  async admit(documentId: string): Promise<boolean> {
    if (await this.isInTrash(documentId)) return false;
    await this.options.projection.expect(documentId);
    return true;
  }

  async isInTrash(documentId: string): Promise<boolean> {
    const record = await this.options.catalog.get(documentId);
    return record !== null && record.trashedAt !== null;
  }

  /** The whole document as one Yjs update. */
  async readState(documentId: string): Promise<Uint8Array> {
    await this.get(documentId);
    return this.options.server.read(documentId);
  }

  async #write(documentId: string, update: Uint8Array): Promise<void> {
    await this.options.projection.expect(documentId);
    await this.options.server.write(documentId, update, null);
  }

  async #readYdoc(documentId: string): Promise<Y.Doc> {
    const ydoc = new Y.Doc();
    Y.applyUpdate(ydoc, await this.options.server.read(documentId));
    return ydoc;
  }
}

/** Null: nothing beyond the empty document. The title given outright wins over one that the Markdown begins with. */
const contentOf = (title: string | undefined, markdown: string | undefined): DocumentContent | null => {
  if (markdown === undefined) return title === undefined || title === "" ? null : { title, blocks: [] };
  const content = markdownToDocument(markdown);
  return title === undefined ? content : { ...content, title };
};

/** What comes on top of the empty document, as one update. */
const toUpdate = (content: DocumentContent): Uint8Array => {
  const ydoc = new Y.Doc();
  Y.applyUpdate(ydoc, EMPTY_DOCUMENT);
  const before = Y.encodeStateVector(ydoc);
  writeDocument(ydoc, content);
  return Y.encodeStateAsUpdate(ydoc, before);
};
