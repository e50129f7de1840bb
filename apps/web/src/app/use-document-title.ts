import { useEffect } from "react";

/** The tab's name. */
export function useDocumentTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Motet`;
  }, [title]);
}
