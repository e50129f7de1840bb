import { useEffect, useRef } from "react";

/** After a change of page the focus is on nothing: it goes to the new page's heading, from where Tab and screen readers go on. */
export function usePageFocus(page: string): void {
  const last = useRef(page);
  useEffect(() => {
    if (last.current === page) return;
    last.current = page;
    if (document.activeElement !== document.body) return;
    document.querySelector<HTMLElement>("h1[tabindex]")?.focus({ preventScroll: true });
  }, [page]);
}
