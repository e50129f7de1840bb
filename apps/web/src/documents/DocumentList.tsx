import { type KeyboardEvent, useState } from "react";
import type { DocumentSummary } from "../api/document-summary.js";
import type { DocumentsView } from "../app/routes.js";
import { useWords } from "../language/use-speech.js";
import { DeleteDialog } from "./DeleteDialog.js";
import { DocumentRow } from "./DocumentRow.js";
import { rowLinks } from "./row-focus.js";
import { TrashedRow } from "./TrashedRow.js";
import type { DocumentActions } from "./use-document-actions.js";

interface DocumentListProps {
  readonly view: DocumentsView;
  readonly documents: readonly DocumentSummary[];
  readonly isBusy: boolean;
  readonly actions: DocumentActions;
  /** The focus has lost its row. */
  readonly onLostFocus: () => void;
}

export function DocumentList({ view, documents, isBusy, actions, onLostFocus }: DocumentListProps) {
  const words = useWords();
  const [deleting, setDeleting] = useState<DocumentSummary | null>(null);
  const [nextFocus, setNextFocus] = useState<number>(0);

  /** The row that now stands at this place, else the last one. */
  const focusRow = (index: number) => {
    const links = rowLinks();
    const link = links[Math.min(index, links.length - 1)];
    if (link) link.focus();
    else onLostFocus();
  };

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    const links = rowLinks();
    const index = links.indexOf(event.target as HTMLElement);
    if (index < 0) return;
    event.preventDefault();
    links[index + (event.key === "ArrowDown" ? 1 : -1)]?.focus();
  };

  return (
    <>
      <ul
        className="documents__list"
        aria-label={view === "trash" ? words.trash : words.documents}
        aria-busy={isBusy}
        onKeyDown={onKeyDown}
      >
        {documents.map((each, index) =>
          view === "trash" ? (
            <TrashedRow
              key={each.id}
              document={each}
              onRestore={() => {
                actions.restore(each);
                requestAnimationFrame(() => focusRow(index));
              }}
            />
          ) : (
            <DocumentRow
              key={each.id}
              document={each}
              onRename={(title) => actions.rename(each, title)}
              onDelete={() => {
                setNextFocus(index);
                setDeleting(each);
              }}
            />
          ),
        )}
      </ul>
      <DeleteDialog
        document={deleting}
        onCancel={() => setDeleting(null)}
        onConfirm={(document) => {
          setDeleting(null);
          actions.moveToTrash(document);
        }}
        onClosed={() => focusRow(nextFocus)}
      />
    </>
  );
}
