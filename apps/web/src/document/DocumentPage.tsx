import type { Status } from "@motet/client";
import { DocumentBody, EditorProvider, PeopleHere, SyncStatus, TitleField, Toolbar } from "@motet/editor";
import { useSpeech } from "../language/use-speech.js";
import "@motet/editor/styles.css";
import { useMemo, useState } from "react";
import { useHistoryState } from "wouter/use-browser-location";
import { findDocumentsFrom } from "../api/find-documents.js";
import { uploadTo } from "../api/upload-to.js";
import { PersonMenu } from "../identity/PersonMenu.js";
import type { Seat } from "../identity/person.js";
import { usePerson } from "../identity/use-person.js";
import { useTheme } from "../theme/use-theme.js";
import { Wordmark } from "../ui/Wordmark.js";
import "./document.css";
import { DeniedNotice } from "./DeniedNotice.js";
import { DocumentMenu } from "./DocumentMenu.js";
import { GONE } from "./denial.js";
import { GonePage } from "./GonePage.js";
import { JUST_CREATED } from "./just-created.js";
import { TabTitle } from "./TabTitle.js";

type Denial = Extract<Status, { kind: "denied" }>;

interface DocumentPageProps {
  readonly documentId: string;
  /** Taken in a frame of a shared view: the page then leaves navigation to what is around it. */
  readonly seat: Seat;
}

export function DocumentPage({ documentId, seat }: DocumentPageProps) {
  const { editorWords } = useSpeech();
  const person = usePerson(seat);
  const theme = useTheme();
  const uploadFile = useMemo(() => uploadTo(documentId), [documentId]);
  const findDocuments = useMemo(() => findDocumentsFrom(documentId), [documentId]);
  const [hasShown, setShown] = useState(false);
  const [denial, setDenial] = useState<Denial | null>(null);
  const isNew = useHistoryState<unknown>() === JUST_CREATED;
  const isAlone = seat === "";

  // Once something was shown it stays in sight, with a word above it.
  if (denial?.code === GONE && !hasShown) {
    return <GonePage documentId={documentId} isFramed={!isAlone} onRestored={() => setDenial(null)} />;
  }

  return (
    <EditorProvider
      className={isAlone ? "writing" : "writing writing--seat"}
      documentId={documentId}
      url={window.location.origin}
      user={person}
      theme={theme}
      strings={editorWords}
      uploadFile={uploadFile}
      findDocuments={findDocuments}
      // It changes with every key: nothing else of it concerns the page.
      onStatus={(status) => setDenial(status.kind === "denied" ? status : null)}
      onReady={() => setShown(true)}
      onError={reportError}
    >
      <TabTitle />
      <header className={isAlone ? "bar" : "bar bar--slim"}>
        {isAlone && <Wordmark isShort />}
        <SyncStatus />
        <span className="bar__gap" />
        <PeopleHere />
        <PersonMenu seat={seat} isQuiet />
        {isAlone && <DocumentMenu documentId={documentId} />}
      </header>
      <main className="writing__main">
        <Toolbar />
        {denial !== null && <DeniedNotice documentId={documentId} denial={denial} />}
        <div className="writing__page">
          <TitleField />
          <DocumentBody autoFocus={isNew} />
        </div>
      </main>
    </EditorProvider>
  );
}
