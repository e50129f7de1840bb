export interface WakeUps {
  /** The network is there again, or the page has become visible (as after a laptop's sleep). */
  readonly returned: () => void;
  /** The browser says that the network is gone. A server on this machine may still answer. */
  readonly left: () => void;
}

/** Tells when the world may have changed under the connection. Returns what ends it. Silent where there is no window. */
export function watchWakeUps({ returned, left }: WakeUps): () => void {
  if (typeof window === "undefined" || typeof document === "undefined") return () => {};
  const visible = () => {
    if (document.visibilityState === "visible") returned();
  };
  window.addEventListener("online", returned);
  window.addEventListener("offline", left);
  document.addEventListener("visibilitychange", visible);
  return () => {
    window.removeEventListener("online", returned);
    window.removeEventListener("offline", left);
    document.removeEventListener("visibilitychange", visible);
  };
}
