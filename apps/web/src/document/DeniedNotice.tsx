import { downloadCopy, useCollaboration } from "@motet/editor";
import { useState } from "react";
import { explainProblem, problemOf } from "../api/api-error.js";
import { documentsApi } from "../api/documents-api.js";
import type { Translation } from "../language/translation.js";
import { useWords } from "../language/use-speech.js";
import { fill } from "../language/words.js";
import { useToasts } from "../messages/toasts.js";
import type { Denial } from "./denial.js";
import { GONE } from "./denial.js";

interface DeniedNoticeProps {
  readonly documentId: string;
  readonly denial: Denial;
}

/** Above a document that the server has closed: why, and what can be done. */
export function DeniedNotice({ documentId, denial }: DeniedNoticeProps) {
  const words = useWords();
  const [isBusy, setBusy] = useState(false);
  const toasts = useToasts();
  const collaboration = useCollaboration();
  const retry = () => collaboration?.provider.reconnect();
  const restore = async () => {
    setBusy(true);
    try {
      await documentsApi.restore(documentId);
      retry();
    } catch (error) {
      toasts.show({ text: explainProblem(problemOf(error)) });
    } finally {
      setBusy(false);
    }
  };
  const isGone = denial.code === GONE;
  return (
    <div className="denied" role="alert">
      <p>
        {explain(denial, words)}
        {denial.unsavedEdits > 0 && ` ${whereUnsavedIs(denial, words)} ${words.downloadToKeep}`}
      </p>
      <button
        type="button"
        className="button"
        disabled={isBusy}
        onClick={isGone ? () => void restore() : retry}
      >
        {isGone ? words.restoreIt : words.tryAgain}
      </button>
      {collaboration !== undefined && denial.unsavedEdits > 0 && (
        <button
          type="button"
          className="button"
          onClick={() => void downloadCopy(collaboration.ydoc, words.untitled)}
        >
          {words.downloadMine}
        </button>
      )}
    </div>
  );
}

function whereUnsavedIs({ onDevice }: Denial, words: Translation): string {
  return onDevice === "kept" ? words.unsavedInBrowser : words.unsavedOnPage;
}

function explain({ code, reason }: Denial, words: Translation): string {
  switch (code) {
    case GONE:
      return words.deniedTrashed;
    case 4401:
      return words.deniedExpired;
    case 4403:
      return words.deniedForbidden;
    case 4413:
      return words.deniedTooLarge;
    case 4429:
      return words.deniedTooMany;
    default:
      return reason === "" ? words.deniedOther : fill(words.deniedReason, { reason });
  }
}
