import { AlertDialog } from "radix-ui";
import { useState } from "react";
import type { DocumentSummary } from "../api/document-summary.js";
import { useWords } from "../language/use-speech.js";
import { fill } from "../language/words.js";
import { shownTitle } from "./title.js";

interface DeleteDialogProps {
  /** Null: closed. */
  readonly document: DocumentSummary | null;
  readonly onCancel: () => void;
  readonly onConfirm: (document: DocumentSummary) => void;
  /** Where the focus goes once it is closed. */
  readonly onClosed: () => void;
}

export function DeleteDialog({ document, onCancel, onConfirm, onClosed }: DeleteDialogProps) {
  const words = useWords();
  // While it closes, it still shows what it was about.
  const [last, setLast] = useState(document);
  if (document !== null && document !== last) setLast(document);
  return (
    <AlertDialog.Root open={document !== null} onOpenChange={(isOpen) => !isOpen && onCancel()}>
      <AlertDialog.Portal>
        <AlertDialog.Overlay className="veil" />
        <AlertDialog.Content
          className="dialog"
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            onClosed();
          }}
        >
          <AlertDialog.Title className="dialog__title">
            {fill(words.deleteQuestion, { title: shownTitle(last?.title ?? "", words) })}
          </AlertDialog.Title>
          <AlertDialog.Description className="dialog__text">{words.deleteText}</AlertDialog.Description>
          <div className="dialog__buttons">
            <AlertDialog.Cancel className="button">{words.cancel}</AlertDialog.Cancel>
            <AlertDialog.Action
              className="button button--primary"
              onClick={() => document && onConfirm(document)}
            >
              {words.moveToTrash}
            </AlertDialog.Action>
          </div>
        </AlertDialog.Content>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
