import { toPlainText } from "@motet/model";
import { type ReactNode, useState } from "react";
import type { Collaboration } from "../core/collaboration.js";
import { useStrings } from "./context.js";

/** In place of an editor that has failed: the text is still in the ydoc, so nothing is lost. */
export function CrashPanel({ collaboration }: { readonly collaboration: Collaboration }): ReactNode {
  const strings = useStrings();
  const [copy, setCopy] = useState<"not-copied" | "copied" | "failed">("not-copied");
  const text = () => toPlainText(collaboration.ydoc);
  const copyText = () => {
    const done = navigator.clipboard?.writeText(text()) ?? Promise.reject(new Error("no clipboard"));
    done.then(
      () => setCopy("copied"),
      () => setCopy("failed"),
    );
  };
  return (
    <div className="motet-crash" data-motet-part="crash" role="alert">
      <h2>{strings.crashTitle}</h2>
      <p>{strings.crashExplanation}</p>
      <div className="motet-crash-actions">
        <button
          type="button"
          className="motet-action motet-action-main"
          onClick={() => collaboration.restart()}
        >
          {strings.crashReload}
        </button>
        <button type="button" className="motet-action" onClick={copyText}>
          {copy === "copied" ? strings.crashCopied : strings.crashCopy}
        </button>
      </div>
      {copy === "failed" && (
        <>
          <p>{strings.crashCopyFailed}</p>
          <textarea
            className="motet-crash-text"
            readOnly
            defaultValue={text()}
            aria-label={strings.crashCopy}
          />
        </>
      )}
    </div>
  );
}
