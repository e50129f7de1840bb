import { type SyntheticEvent, useCallback, useEffect, useRef, useState } from "react";
import { readTabTitle } from "../app/use-document-title.js";

/** The title of the page in a frame of our own, followed; "" until it has one. `onLoad` belongs to the `<iframe>`. */
export function useFrameTitle(): readonly [
  title: string,
  onLoad: (event: SyntheticEvent<HTMLIFrameElement>) => void,
] {
  const [title, setTitle] = useState("");
  const observer = useRef<MutationObserver>(undefined);
  useEffect(() => () => observer.current?.disconnect(), []);
  const onLoad = useCallback((event: SyntheticEvent<HTMLIFrameElement>) => {
    observer.current?.disconnect();
    const page = event.currentTarget.contentDocument;
    if (page === null) return;
    const read = () => setTitle(readTabTitle(page));
    observer.current = new MutationObserver(read);
    observer.current.observe(page.head, { childList: true, subtree: true, characterData: true });
    read();
  }, []);
  return [title, onLoad];
}
