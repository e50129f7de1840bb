import { Maximize2 } from "lucide-react";
import { Link } from "wouter";
import { documentPath } from "../app/routes.js";
import { useDocumentTitle } from "../app/use-document-title.js";
import { useWords } from "../language/use-speech.js";
import { fill } from "../language/words.js";
import { ThemeMenu } from "../ui/ThemeMenu.js";
import { Wordmark } from "../ui/Wordmark.js";
import "./split.css";
import { useFrameTitle } from "./use-frame-title.js";

const SEATS = [
  { seat: "left", label: "leftPerson" },
  { seat: "right", label: "rightPerson" },
] as const;

/** One document, opened twice by two people, so that each can be seen in the other's page. */
export function SplitPage({ documentId }: { readonly documentId: string }) {
  const words = useWords();
  const [name, followTitle] = useFrameTitle();
  const title = name === "" ? words.opening : name;
  useDocumentTitle(fill(words.sideBySide, { title }));
  return (
    <div className="split">
      <header className="bar bar--slim bar--lined">
        <Wordmark isShort />
        <h1 className="split__title">
          <span className="split__name">{title}</span>
          <span className="split__note"> {words.asTwoSeeIt}</span>
        </h1>
        <span className="bar__gap" />
        <Link
          href={documentPath(documentId)}
          className="icon-button"
          aria-label={words.openAlone}
          title={words.openAlone}
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
            title={words[label]}
            onLoad={seat === "left" ? followTitle : undefined}
            src={`${documentPath(documentId)}?as=${seat}`}
            allow="clipboard-read; clipboard-write"
          />
        ))}
      </main>
    </div>
  );
}
