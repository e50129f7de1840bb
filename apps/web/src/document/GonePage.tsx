import { useState } from "react";
import { Link } from "wouter";
import { explainProblem, problemOf } from "../api/api-error.js";
import { documentsApi } from "../api/documents-api.js";
import { documentsPath } from "../app/routes.js";
import { useDocumentTitle } from "../app/use-document-title.js";
import { useWords } from "../language/use-speech.js";
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
  const words = useWords();
  const [isBusy, setBusy] = useState(false);
  const toasts = useToasts();
  useDocumentTitle(words.notHere);
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
        {words.restoreIt}
      </button>
      {!isFramed && (
        <Link href={documentsPath("all")} className="button">
          {words.allDocuments}
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
      <Notice isPage title={words.notHereTitle} picture={<Stave voices={1} />} actions={actions}>
        {words.notHereText}
      </Notice>
    </>
  );
}
