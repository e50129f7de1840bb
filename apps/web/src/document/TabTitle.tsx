import { useCollaboration } from "@motet/editor";
import { useEffect, useState } from "react";
import { useDocumentTitle } from "../app/use-document-title.js";
import { shownTitle } from "../documents/title.js";

/** The tab is named as the document, by whoever names it. */
export function TabTitle() {
  const text = useCollaboration()?.title;
  const [title, setTitle] = useState("");
  useEffect(() => {
    if (text === undefined) return;
    const read = () => setTitle(text.toString());
    read();
    text.observe(read);
    return () => text.unobserve(read);
  }, [text]);
  useDocumentTitle(shownTitle(title));
  return null;
}
