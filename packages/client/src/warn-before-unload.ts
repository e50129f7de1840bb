import type { Provider } from "./provider.js";

/**
 * Makes the browser ask before it leaves the page while something is unsaved. Returns what ends it.
 * The listener is attached only while it is needed, because a page that has one may be kept out of the
 * back/forward cache (https://web.dev/articles/bfcache). Does nothing where there is no window.
 */
export function warnBeforeUnload(provider: Pick<Provider, "hasUnsaved" | "on">): () => void {
  if (typeof window === "undefined") return () => {};
  const warn = (event: BeforeUnloadEvent) => {
    if (!provider.hasUnsaved) return;
    event.preventDefault();
    event.returnValue = "unsaved";
  };
  const adjust = () => {
    if (provider.hasUnsaved) window.addEventListener("beforeunload", warn);
    else window.removeEventListener("beforeunload", warn);
  };
  adjust();
  const unsubscribe = provider.on("status", adjust);
  return () => {
    unsubscribe();
    window.removeEventListener("beforeunload", warn);
  };
}
