import type { FindDocuments } from "@motet/editor";
import { documentPath } from "../app/routes.js";
import { shownTitle } from "../documents/title.js";
import { speech } from "../language/language.js";
import { type DocumentsApi, documentsApi } from "./documents-api.js";

/** The documents that can be mentioned in one: all of the server's but itself. */
export const findDocumentsFrom =
  (documentId: string, api: Pick<DocumentsApi, "list"> = documentsApi): FindDocuments =>
  async (query, signal) => {
    const { documents } = await api.list({ query, signal });
    return documents
      .filter(({ id }) => id !== documentId)
      .map(({ id, title }) => ({ id, title: shownTitle(title, speech().words), url: documentPath(id) }));
  };
