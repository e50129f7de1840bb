import { useState } from "react";
import { navigate } from "wouter/use-browser-location";
import { explainProblem, problemOf } from "../api/api-error.js";
import type { DocumentSummary } from "../api/document-summary.js";
import { documentsApi } from "../api/documents-api.js";
import { prepareDocumentPage } from "../app/load-document-page.js";
import { documentPath } from "../app/routes.js";
import { JUST_CREATED } from "../document/just-created.js";
import { speech } from "../language/language.js";
import { fill } from "../language/words.js";
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
    failure: (problem: string) => string,
    undo: () => void,
  ): Promise<boolean> => {
    try {
      await act();
      return true;
    } catch (error) {
      undo();
      toasts.show({ text: failure(explainProblem(problemOf(error))) });
      return false;
    } finally {
      renew();
    }
  };

  const named = (key: "notRenamed" | "notDeleted" | "notRestored", title: string) => (problem: string) =>
    fill(speech().words[key], { title, problem });

  const create = async () => {
    if (isCreating) return;
    setCreating(true);
    prepareDocumentPage();
    try {
      const { id } = await documentsApi.create();
      navigate(documentPath(id), { state: JUST_CREATED });
    } catch (error) {
      toasts.show({ text: fill(speech().words.notCreated, { problem: explainProblem(problemOf(error)) }) });
    } finally {
      setCreating(false);
    }
  };

  const rename = async (document: DocumentSummary, title: string) => {
    const { id: documentId } = document;
    change({ type: "renamed", documentId, title });
    await attempt(
      () => documentsApi.rename(documentId, title),
      named("notRenamed", shownTitle(document.title, speech().words)),
      () => change({ type: "renamed", documentId, title: document.title }),
    );
  };

  const moveToTrash = async (document: DocumentSummary) => {
    const { words } = speech();
    const title = shownTitle(document.title, words);
    change({ type: "taken-out", documentId: document.id });
    const putBack = () => change({ type: "put-back", document });
    const isDone = await attempt(
      () => documentsApi.moveToTrash(document.id),
      named("notDeleted", title),
      putBack,
    );
    if (!isDone) return;
    const undo = () => {
      putBack();
      focusRowSoon(document.id);
      void attempt(
        () => documentsApi.restore(document.id),
        named("notRestored", title),
        () => change({ type: "taken-out", documentId: document.id }),
      );
    };
    toasts.show({ text: fill(words.isInTrash, { title }), action: { label: words.undo, run: undo } });
  };

  const restore = async (document: DocumentSummary) => {
    const { words } = speech();
    const title = shownTitle(document.title, words);
    change({ type: "taken-out", documentId: document.id });
    const isDone = await attempt(
      () => documentsApi.restore(document.id),
      named("notRestored", title),
      () => change({ type: "put-back", document }),
    );
    if (!isDone) return;
    const open = () => navigate(documentPath(document.id));
    toasts.show({ text: fill(words.isRestored, { title }), action: { label: words.open, run: open } });
  };

  return {
    isCreating,
    create: () => void create(),
    rename: (document, title) => void rename(document, title),
    moveToTrash: (document) => void moveToTrash(document),
    restore: (document) => void restore(document),
  };
}
