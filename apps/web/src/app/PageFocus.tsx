import { type RefObject, useEffect } from "react";

interface PageFocusProps {
  readonly page: string;
  /** The page that has been looked at last. */
  readonly focused: RefObject<string>;
}

/**
 * After a change of page the focus is on nothing: it goes to the new page's heading, from where Tab and screen readers go on. It stands
 * beside the page, so that it acts once that is shown.
 */
export function PageFocus({ page, focused }: PageFocusProps) {
  useEffect(() => {
    if (focused.current === page) return;
    focused.current = page;
    if (document.activeElement !== document.body) return;
    document.querySelector<HTMLElement>("h1[tabindex]")?.focus({ preventScroll: true });
  }, [page, focused]);
  return null;
}
