import { useState } from "react";
import { navigate } from "wouter/use-browser-location";
import { explainProblem, problemOf } from "../api/api-error.js";
import type { DocumentSummary } from "../api/document-summary.js";
import { documentsApi } from "../api/documents-api.js";
import { prepareDocumentPage } from "../app/load-document-page.js";
import { documentPath } from "../app/routes.js";
import { JUST_CREATED } from "../document/just-created.js";
import { useToasts } from "../messages/toasts.js";
import { focusRowSoon } from "./row-focus.js";
import { shownTitle } from "./title.js";
import type { ListingHandle } from "./use-listing.js";

export interface DocumentActions {
  readonly isCreating: boolean;
  readonly create: () => void;
  readonly rename: (document: DocumentSummary, title: string) => void;
  readonly moveToTrash: (document: DocumentSummary) => void;
  readonly restore: (document: DocumentSummary) => void;
}

/** What can be done to the documents of a list: shown at once, taken back with a message where the server refuses. */
export function useDocumentActions({
  change,
  renew,
}: Pick<ListingHandle, "change" | "renew">): DocumentActions {
  const [isCreating, setCreating] = useState(false);
  const toasts = useToasts();

  /** `undo` is called, and the reason shown, when the server refuses. True: done. */
  const attempt = async (
    act: () => Promise<unknown>,
    failure: string,
    undo: () => void,
  ): Promise<boolean> => {
    try {
      await act();
      return true;
    } catch (error) {
      undo();
      toasts.show({ text: `${failure} ${explainProblem(problemOf(error))}` });
      return false;
    } finally {
      renew();
    }
  };

  const create = async () => {
    if (isCreating) return;
    setCreating(true);
    prepareDocumentPage();
    try {
      const { id } = await documentsApi.create();
      navigate(documentPath(id), { state: JUST_CREATED });
    } catch (error) {
      toasts.show({ text: `No document was created. ${explainProblem(problemOf(error))}` });
    } finally {
      setCreating(false);
    }
  };

  const rename = async (document: DocumentSummary, title: string) => {
    const { id: documentId } = document;
    change({ type: "renamed", documentId, title });
    await attempt(
      () => documentsApi.rename(documentId, title),
      `“${shownTitle(document.title)}” keeps its name.`,
      () => change({ type: "renamed", documentId, title: document.title }),
    );
  };

  const moveToTrash = async (document: DocumentSummary) => {
    const title = shownTitle(document.title);
    change({ type: "taken-out", documentId: document.id });
    const putBack = () => change({ type: "put-back", document });
    const isDone = await attempt(
      () => documentsApi.moveToTrash(document.id),
      `“${title}” was not deleted.`,
      putBack,
    );
    if (!isDone) return;
    const undo = () => {
      putBack();
      focusRowSoon(document.id);
      void attempt(
        () => documentsApi.restore(document.id),
        `“${title}” is still in the trash.`,
        () => change({ type: "taken-out", documentId: document.id }),
      );
    };
    toasts.show({ text: `“${title}” is in the trash.`, action: { label: "Undo", run: undo } });
  };

  const restore = async (document: DocumentSummary) => {
    const title = shownTitle(document.title);
    change({ type: "taken-out", documentId: document.id });
    const isDone = await attempt(
      () => documentsApi.restore(document.id),
      `“${title}” is still in the trash.`,
      () => change({ type: "put-back", document }),
    );
    if (!isDone) return;
    const open = () => navigate(documentPath(document.id));
    toasts.show({ text: `“${title}” is back among the documents.`, action: { label: "Open", run: open } });
  };

  return {
    isCreating,
    create: () => void create(),
    rename: (document, title) => void rename(document, title),
    moveToTrash: (document) => void moveToTrash(document),
    restore: (document) => void restore(document),
  };
}
