import type { ReactNode } from "react";
import type { Collaboration } from "../core/collaboration.js";
import { downloadCopy } from "../core/download-copy.js";
import { canTryNow, saveDetails } from "../core/save-details.js";
import { type LineKind, statusExplanation } from "../core/status-text.js";
import { useStore, useStrings } from "./context.js";

interface Props {
  readonly collaboration: Collaboration;
  readonly kind: LineKind;
}

/** Behind the sync status: what is not saved, where it is kept, how it travels, and what can be done. */
export function SavePanel({ collaboration, kind }: Props): ReactNode {
  const strings = useStrings();
  const status = useStore(collaboration.status, collaboration.status.get());
  return (
    <>
      <p className="motet-save-words">{statusExplanation(kind, strings)}</p>
      <dl className="motet-save-details">
        {saveDetails(status, strings).map(({ term, text }) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      <div className="motet-save-actions">
        {canTryNow(status) && (
          <button
            type="button"
            className="motet-action motet-action-main"
            onClick={() => collaboration.provider.reconnect()}
          >
            {strings.saveTryNow}
          </button>
        )}
        <button
          type="button"
          className="motet-action"
          onClick={() => void downloadCopy(collaboration.ydoc, strings.titlePlaceholder)}
        >
          {strings.saveDownload}
        </button>
      </div>
    </>
  );
}
