import { downloadCopy, STRINGS, useCollaboration } from "@motet/editor";
import { useState } from "react";
import { explainProblem, problemOf } from "../api/api-error.js";
import { documentsApi } from "../api/documents-api.js";
import { useToasts } from "../messages/toasts.js";
import type { Denial } from "./denial.js";
import { GONE } from "./denial.js";

interface DeniedNoticeProps {
  readonly documentId: string;
  readonly denial: Denial;
}

/** Above a document that the server has closed: why, and what can be done. */
export function DeniedNotice({ documentId, denial }: DeniedNoticeProps) {
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
        {explain(denial)}
        {denial.unsavedEdits > 0 && ` ${whereUnsavedIs(denial)} Download your version to keep it.`}
      </p>
      <button
        type="button"
        className="button"
        disabled={isBusy}
        onClick={isGone ? () => void restore() : retry}
      >
        {isGone ? "Restore it" : "Try again"}
      </button>
      {collaboration !== undefined && denial.unsavedEdits > 0 && (
        <button
          type="button"
          className="button"
          onClick={() => void downloadCopy(collaboration.ydoc, STRINGS.titlePlaceholder)}
        >
          Download my version
        </button>
      )}
    </div>
  );
}

function whereUnsavedIs({ onDevice }: Denial): string {
  return onDevice === "kept"
    ? "Your last changes are in this browser only."
    : "Your last changes are on this page only: do not close it yet.";
}

function explain({ code, reason }: Denial): string {
  switch (code) {
    case GONE:
      return "This document was moved to the trash. Here it can still be read.";
    case 4401:
      return "Your access has expired.";
    case 4403:
      return "You may not open this document.";
    case 4413:
      return "This document has grown beyond what the server takes.";
    case 4429:
      return "Too many changes at once came from here, so the server paused the connection.";
    default:
      return `The server closed this document${reason === "" ? "." : `: ${reason}.`}`;
  }
}
