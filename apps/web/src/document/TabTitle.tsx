import { type Phase, useCollaboration, useStore } from "@motet/editor";
import { useEffect, useState } from "react";
import { useDocumentTitle } from "../app/use-document-title.js";
import { shownTitle } from "../documents/title.js";
import { useWords } from "../language/use-speech.js";

const LOADING: Phase = { kind: "loading" };

/** The tab is named as the document, by whoever names it. */
export function TabTitle() {
  const collaboration = useCollaboration();
  const phase = useStore(collaboration?.phase, LOADING);
  const words = useWords();
  const [title, setTitle] = useState("");
  const text = collaboration?.title;
  useEffect(() => {
    if (text === undefined) return;
    const read = () => setTitle(text.toString());
    read();
    text.observe(read);
    return () => text.unobserve(read);
  }, [text]);
  useDocumentTitle(phase.kind === "loading" && title === "" ? words.opening : shownTitle(title, words));
  return null;
}
