import { type RefObject, useEffect } from "react";

/** Tells an element, as `--motet-keyboard`, how high the keyboard on the screen is that covers the window from below. */
export function useKeyboardInset(element: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const { visualViewport } = window;
    if (!visualViewport) return;
    const tell = () => {
      const covered = window.innerHeight - visualViewport.offsetTop - visualViewport.height;
      element.current?.style.setProperty("--motet-keyboard", `${Math.max(0, Math.round(covered))}px`);
    };
    tell();
    visualViewport.addEventListener("resize", tell);
    visualViewport.addEventListener("scroll", tell);
    return () => {
      visualViewport.removeEventListener("resize", tell);
      visualViewport.removeEventListener("scroll", tell);
    };
  }, [element]);
}
