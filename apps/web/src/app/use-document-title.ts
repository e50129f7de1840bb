import { useEffect } from "react";

const SUFFIX = " · Motet";

/** The tab's name. */
export function useDocumentTitle(title: string): void {
  useEffect(() => {
    document.title = title + SUFFIX;
  }, [title]);
}

/** What `useDocumentTitle` has set on a page; "" while nothing. */
export function readTabTitle({ title }: Pick<Document, "title">): string {
  return title.endsWith(SUFFIX) ? title.slice(0, -SUFFIX.length) : "";
}
