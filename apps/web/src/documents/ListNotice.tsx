import { Plus } from "lucide-react";
import { Link } from "wouter";
import type { DocumentsView } from "../app/routes.js";
import { documentsPath } from "../app/routes.js";
import { useWords } from "../language/use-speech.js";
import { fill } from "../language/words.js";
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
  const words = useWords();
  if (query !== "") {
    const clear = (
      <button type="button" className="button" onClick={onClearSearch}>
        {words.showAll}
      </button>
    );
    return (
      <Notice title={words.nothingFound} picture={<Stave voices={0} />} actions={clear}>
        {fill(view === "trash" ? words.noTrashedTitleContains : words.noTitleContains, { query })}
      </Notice>
    );
  }
  if (view === "trash") {
    const back = (
      <Link href={documentsPath("all")} className="button">
        {words.allDocuments}
      </Link>
    );
    return (
      <Notice title={words.trashEmpty} picture={<Stave voices={0} />} actions={back}>
        {words.trashEmptyText}
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
      {words.writeFirst}
    </button>
  );
  return (
    <Notice title={words.welcome} picture={<Stave voices={2} />} actions={create}>
      {words.welcomeText}
    </Notice>
  );
}
