import { useState } from "react";
import { Link } from "wouter";
import { explainProblem, problemOf } from "../api/api-error.js";
import { documentsApi } from "../api/documents-api.js";
import { documentsPath } from "../app/routes.js";
import { useDocumentTitle } from "../app/use-document-title.js";
import { useToasts } from "../messages/toasts.js";
import { Notice } from "../ui/Notice.js";
import { Stave } from "../ui/Stave.js";
import { Wordmark } from "../ui/Wordmark.js";

interface GonePageProps {
  readonly documentId: string;
  /** In a frame of a shared view, which has its own way home. */
  readonly isFramed: boolean;
  readonly onRestored: () => void;
}

/** Instead of a document that the server does not give out: to a visitor, missing and forbidden look the same. */
export function GonePage({ documentId, isFramed, onRestored }: GonePageProps) {
  const [isBusy, setBusy] = useState(false);
  const toasts = useToasts();
  useDocumentTitle("Not here");
  const restore = async () => {
    setBusy(true);
    try {
      await documentsApi.restore(documentId);
      onRestored();
    } catch (error) {
      setBusy(false);
      toasts.show({ text: explainProblem(problemOf(error)) });
    }
  };
  const actions = (
    <>
      <button
        type="button"
        className="button button--primary"
        disabled={isBusy}
        onClick={() => void restore()}
      >
        Restore it
      </button>
      {!isFramed && (
        <Link href={documentsPath("all")} className="button">
          All documents
        </Link>
      )}
    </>
  );
  return (
    <>
      {!isFramed && (
        <header className="bar">
          <Wordmark />
        </header>
      )}
      <Notice isPage title="This document is not here" picture={<Stave voices={1} />} actions={actions}>
        It was deleted, or you have no access to it. What was deleted can be restored, for everybody, as it
        was.
      </Notice>
    </>
  );
}
