import { RotateCcw, Trash2 } from "lucide-react";
import type { DocumentSummary } from "../api/document-summary.js";
import { useWords } from "../language/use-speech.js";
import { fill } from "../language/words.js";
import { RelativeTime } from "../time/RelativeTime.js";
import { shownTitle } from "./title.js";

interface TrashedRowProps {
  readonly document: DocumentSummary;
  readonly onRestore: () => void;
}

export function TrashedRow({ document, onRestore }: TrashedRowProps) {
  const words = useWords();
  const title = shownTitle(document.title, words);
  return (
    <li className="row">
      <Trash2 className="row__icon" size={19} strokeWidth={1.6} aria-hidden />
      <div className="row__main">
        <span
          className={document.title.trim() === "" ? "row__title row__title--untitled" : "row__title"}
          title={title}
        >
          {title}
        </span>
        <span className="row__time">
          {words.deleted} <RelativeTime time={document.trashedAt ?? document.updatedAt} />
        </span>
      </div>
      <div className="row__actions">
        <button
          type="button"
          className="button button--plain"
          aria-label={fill(words.restoreTitle, { title })}
          data-row-link={document.id}
          onClick={onRestore}
        >
          <RotateCcw size={17} aria-hidden />
          {words.restore}
        </button>
      </div>
    </li>
  );
}
