import { isTakenOver, plainText, readLexicalYjs, takeOverLexicalYjs } from "@motet/model";
import { type ReactNode, useMemo, useSyncExternalStore } from "react";
import type * as Y from "yjs";
import { useStrings } from "./context.js";

export interface OtherEditorTextProps {
  readonly ydoc: Y.Doc;
  readonly isEditable: boolean;
}

/** What `@lexical/yjs` has left in a document: shown in full, and written into the body only when somebody says so. */
export function OtherEditorText({ ydoc, isEditable }: OtherEditorTextProps): ReactNode {
  const strings = useStrings();
  const blocks = useMemo(() => readLexicalYjs(ydoc), [ydoc]);
  const isTaken = useSyncExternalStore(
    (tell) => {
      if (blocks.length === 0) return () => {};
      ydoc.on("afterTransaction", tell);
      return () => ydoc.off("afterTransaction", tell);
    },
    () => blocks.length === 0 || isTakenOver(ydoc),
  );
  if (isTaken) return null;
  return (
    <section className="motet-other-editor" aria-label={strings.otherEditorTitle}>
      <h2>{strings.otherEditorTitle}</h2>
      <p>{strings.otherEditorExplanation}</p>
      {isEditable && (
        <button
          type="button"
          className="motet-action motet-action-main"
          onClick={() => takeOverLexicalYjs(ydoc)}
        >
          {strings.otherEditorTakeOver}
        </button>
      )}
      <div className="motet-other-editor-text">
        {blocks.map((block, at) => (
          <p key={at} dir="auto">
            {plainText(block)}
          </p>
        ))}
      </div>
    </section>
  );
}
