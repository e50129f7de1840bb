import { FileText } from "lucide-react";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { Link } from "wouter";
import type { DocumentSummary } from "../api/document-summary.js";
import { prepareDocumentPage } from "../app/load-document-page.js";
import { documentPath } from "../app/routes.js";
import { useWords } from "../language/use-speech.js";
import { RelativeTime } from "../time/RelativeTime.js";
import { RenameField } from "./RenameField.js";
import { RowMenu } from "./RowMenu.js";
import { shownTitle } from "./title.js";

interface DocumentRowProps {
  readonly document: DocumentSummary;
  readonly onRename: (title: string) => void;
  readonly onDelete: () => void;
}

/** A living document. On its link F2 renames and Delete deletes, as the menu's entries do. */
export function DocumentRow({ document, onRename, onDelete }: DocumentRowProps) {
  const words = useWords();
  const [isRenaming, setRenaming] = useState(false);
  const link = useRef<HTMLAnchorElement>(null);
  const wasRenaming = useRef(false);
  const title = shownTitle(document.title, words);

  useEffect(() => {
    // Back to the link, unless the person has gone on to something else.
    if (wasRenaming.current && !isRenaming && window.document.activeElement === window.document.body) {
      link.current?.focus();
    }
    wasRenaming.current = isRenaming;
  }, [isRenaming]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "F2") setRenaming(true);
    else if (event.key === "Delete") onDelete();
    else return;
    event.preventDefault();
  };

  return (
    <li className="row">
      <FileText className="row__icon" size={19} strokeWidth={1.6} aria-hidden />
      <div className="row__main">
        {isRenaming ? (
          <RenameField
            title={document.title}
            onDone={(next) => {
              setRenaming(false);
              if (next !== null) onRename(next);
            }}
          />
        ) : (
          <Link
            ref={link}
            href={documentPath(document.id)}
            className={document.title.trim() === "" ? "row__title row__title--untitled" : "row__title"}
            title={title}
            data-row-link={document.id}
            aria-keyshortcuts="F2 Delete"
            onPointerEnter={prepareDocumentPage}
            onKeyDown={onKeyDown}
          >
            {title}
          </Link>
        )}
        <span className="row__time">
          <span className="visually-hidden">{words.edited} </span>
          <RelativeTime time={document.updatedAt} />
        </span>
      </div>
      <div className="row__actions">
        <RowMenu document={document} onRename={() => setRenaming(true)} onDelete={onDelete} />
      </div>
    </li>
  );
}
