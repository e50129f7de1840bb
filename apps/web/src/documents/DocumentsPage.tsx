import { ArrowLeft, Plus, Trash2 } from "lucide-react";
import { useRef, useState } from "react";
import { Link } from "wouter";
import { explainProblem } from "../api/api-error.js";
import { type DocumentsView, documentsPath } from "../app/routes.js";
import { useDocumentTitle } from "../app/use-document-title.js";
import { PersonMenu } from "../identity/PersonMenu.js";
import { useWords } from "../language/use-speech.js";
import { fill } from "../language/words.js";
import { Notice } from "../ui/Notice.js";
import { Stave } from "../ui/Stave.js";
import { ThemeMenu } from "../ui/ThemeMenu.js";
import { Wordmark } from "../ui/Wordmark.js";
import { DocumentList } from "./DocumentList.js";
import "./documents.css";
import { FoundCount } from "./FoundCount.js";
import { ListNotice } from "./ListNotice.js";
import { ListSkeleton } from "./ListSkeleton.js";
import { SearchField } from "./SearchField.js";
import { useDocumentActions } from "./use-document-actions.js";
import { useListing } from "./use-listing.js";
import { useSettled } from "./use-settled.js";

const SEARCH_DELAY_MS = 150;

export function DocumentsPage({ view }: { readonly view: DocumentsView }) {
  const words = useWords();
  const [typed, setTyped] = useState("");
  const query = useSettled(typed.trim(), SEARCH_DELAY_MS);
  const handle = useListing(view, query);
  const actions = useDocumentActions(handle);
  const heading = useRef<HTMLHeadingElement>(null);
  const title = view === "trash" ? words.trash : words.documents;
  const { listing } = handle;
  useDocumentTitle(title);

  const isBare =
    listing.kind === "ready" && listing.documents.length === 0 && listing.query === "" && typed === "";

  return (
    <>
      <header className="bar">
        <Wordmark />
        <span className="bar__gap" />
        <ThemeMenu />
        <PersonMenu seat="" isNamed />
      </header>
      <main className="documents">
        <div className="documents__head">
          <h1 ref={heading} className="documents__heading" tabIndex={-1}>
            {title}
          </h1>
          {view === "all" && !isBare && (
            <button
              type="button"
              className="button button--primary"
              aria-disabled={actions.isCreating}
              onClick={actions.create}
            >
              <Plus size={18} aria-hidden />
              {words.newDocument}
            </button>
          )}
          {view === "all" && isBare && <TrashLink />}
          {view === "trash" && (
            <Link href={documentsPath("all")} className="button button--plain">
              <ArrowLeft className="mirrored" size={17} aria-hidden />
              {words.allDocuments}
            </Link>
          )}
        </div>
        {!isBare && (
          <div className="documents__tools">
            <SearchField
              label={view === "trash" ? words.searchTrash : words.searchDocuments}
              value={typed}
              onChange={setTyped}
            />
            {view === "all" && <TrashLink />}
          </div>
        )}
        <FoundCount listing={listing} />
        {listing.kind === "loading" && <ListSkeleton />}
        {listing.kind === "failed" && (
          <Notice
            title={words.loadFailed}
            picture={<Stave voices={0} />}
            isAlert
            actions={
              <button type="button" className="button button--primary" onClick={handle.retry}>
                {words.tryAgain}
              </button>
            }
          >
            {explainProblem(listing.problem)}
          </Notice>
        )}
        {listing.kind === "ready" && (
          <>
            {listing.stale && (
              <div className="stale" role="status">
                <p>{fill(words.stale, { problem: explainProblem(listing.stale) })}</p>
                <button type="button" className="button" onClick={handle.retry}>
                  {words.tryAgain}
                </button>
              </div>
            )}
            {listing.documents.length === 0 ? (
              <ListNotice
                view={view}
                query={listing.query}
                actions={actions}
                onClearSearch={() => setTyped("")}
              />
            ) : (
              <DocumentList
                view={view}
                documents={listing.documents}
                isBusy={handle.isSearching}
                actions={actions}
                onLostFocus={() => heading.current?.focus()}
              />
            )}
            {listing.nextCursor !== null && (
              <div className="documents__more">
                <button
                  type="button"
                  className="button"
                  aria-disabled={listing.more === "loading"}
                  onClick={handle.loadMore}
                >
                  {words[MORE_LABELS[listing.more]]}
                </button>
              </div>
            )}
          </>
        )}
      </main>
    </>
  );
}

function TrashLink() {
  const words = useWords();
  return (
    <Link href={documentsPath("trash")} className="button button--plain">
      <Trash2 size={17} aria-hidden />
      {words.trash}
    </Link>
  );
}

const MORE_LABELS = { idle: "showMore", loading: "loading", failed: "showMoreFailed" } as const;
