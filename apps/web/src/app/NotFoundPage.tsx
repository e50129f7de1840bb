import type { ReactNode } from "react";
import { Link } from "wouter";
import { useWords } from "../language/use-speech.js";
import { Notice } from "../ui/Notice.js";
import { Stave } from "../ui/Stave.js";
import { ThemeMenu } from "../ui/ThemeMenu.js";
import { Wordmark } from "../ui/Wordmark.js";
import { documentsPath } from "./routes.js";
import { useDocumentTitle } from "./use-document-title.js";

interface NotFoundPageProps {
  readonly title: string;
  readonly children: ReactNode;
}

/** An address that leads nowhere, and why. */
export function NotFoundPage({ title, children }: NotFoundPageProps) {
  const words = useWords();
  useDocumentTitle(words.notFound);
  const home = (
    <Link href={documentsPath("all")} className="button button--primary">
      {words.allDocuments}
    </Link>
  );
  return (
    <>
      <header className="bar">
        <Wordmark />
        <span className="bar__gap" />
        <ThemeMenu />
      </header>
      <Notice isPage title={title} picture={<Stave voices={1} />} actions={home}>
        {children}
      </Notice>
    </>
  );
}
