import { Plus } from "lucide-react";
import { Link } from "wouter";
import type { DocumentsView } from "../app/routes.js";
import { documentsPath } from "../app/routes.js";
import { Notice } from "../ui/Notice.js";
import { Stave } from "../ui/Stave.js";
import type { DocumentActions } from "./use-document-actions.js";

interface ListNoticeProps {
  readonly view: DocumentsView;
  /** What was searched for; "": everything. */
  readonly query: string;
  readonly actions: DocumentActions;
  readonly onClearSearch: () => void;
}

/** Instead of a list that is empty. */
export function ListNotice({ view, query, actions, onClearSearch }: ListNoticeProps) {
  if (query !== "") {
    const clear = (
      <button type="button" className="button" onClick={onClearSearch}>
        Show all
      </button>
    );
    return (
      <Notice title="Nothing found" picture={<Stave voices={0} />} actions={clear}>
        No title {view === "trash" ? "in the trash " : ""}contains “{query}”.
      </Notice>
    );
  }
  if (view === "trash") {
    const back = (
      <Link href={documentsPath("all")} className="button">
        All documents
      </Link>
    );
    return (
      <Notice title="The trash is empty" picture={<Stave voices={0} />} actions={back}>
        What you delete waits here and can be restored.
      </Notice>
    );
  }
  const create = (
    <button
      type="button"
      className="button button--primary"
      aria-disabled={actions.isCreating}
      onClick={actions.create}
    >
      <Plus size={18} aria-hidden />
      Write the first document
    </button>
  );
  return (
    <Notice title="A piece for several voices" picture={<Stave voices={2} />} actions={create}>
      Start a document and pass on its address: everybody who opens it writes in the same text, at the same
      time.
    </Notice>
  );
}
