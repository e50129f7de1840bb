/** Where browsers do not say when they have nothing else to do. */
const LATER_MS = 2_000;

/** Runs something once the browser has nothing else to do, at the latest after `timeoutMs`; returns what forgets it. */
export function whenIdle(run: () => void, timeoutMs = 10_000): () => void {
  if (typeof requestIdleCallback === "undefined") {
    const timer = setTimeout(run, Math.min(LATER_MS, timeoutMs));
    return () => clearTimeout(timer);
  }
  const handle = requestIdleCallback(run, { timeout: timeoutMs });
  return () => cancelIdleCallback(handle);
}
