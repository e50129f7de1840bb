import { Maximize2 } from "lucide-react";
import { useEffect, useState } from "react";
import { Link } from "wouter";
import { documentsApi } from "../api/documents-api.js";
import { documentPath } from "../app/routes.js";
import { useDocumentTitle } from "../app/use-document-title.js";
import { shownTitle } from "../documents/title.js";
import { ThemeMenu } from "../ui/ThemeMenu.js";
import { Wordmark } from "../ui/Wordmark.js";
import "./split.css";

const SEATS = [
  { seat: "left", label: "Left: one person" },
  { seat: "right", label: "Right: another person" },
] as const;

/** One document, opened twice by two people, so that each can be seen in the other's page. */
export function SplitPage({ documentId }: { readonly documentId: string }) {
  const title = useTitle(documentId);
  useDocumentTitle(`${title}, side by side`);
  return (
    <div className="split">
      <header className="bar bar--slim bar--lined">
        <Wordmark isShort />
        <h1 className="split__title">
          <span className="split__name">{title}</span>
          <span className="split__note"> as two people see it</span>
        </h1>
        <span className="bar__gap" />
        <Link
          href={documentPath(documentId)}
          className="icon-button"
          aria-label="Open alone"
          title="Open alone"
        >
          <Maximize2 size={18} aria-hidden />
        </Link>
        <ThemeMenu />
      </header>
      <main className="split__frames">
        {SEATS.map(({ seat, label }) => (
          <iframe
            key={seat}
            name={seat}
            title={label}
            src={`${documentPath(documentId)}?as=${seat}`}
            allow="clipboard-read; clipboard-write"
          />
        ))}
      </main>
    </div>
  );
}

/** As the list knows it; a document that nobody has written yet is not there. */
function useTitle(documentId: string): string {
  const [title, setTitle] = useState("");
  useEffect(() => {
    const abort = new AbortController();
    documentsApi.get(documentId, abort.signal).then(
      (document) => setTitle(document.title),
      () => setTitle(""),
    );
    return () => abort.abort();
  }, [documentId]);
  return shownTitle(title);
}
