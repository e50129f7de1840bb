export interface WakeUps {
  /** The network is there again, or the page has become visible (as after a laptop's sleep). */
  readonly returned: () => void;
  /** The browser says that the network is gone. A server on this machine may still answer. */
  readonly left: () => void;
  /** The page has been hidden: what follows may be its end. */
  readonly hidden: () => void;
  /** Somebody is at this page. */
  readonly stirred: () => void;
}

const STIRRINGS = ["pointerdown", "keydown", "focus"] as const;

/** Tells when the world may have changed under the connection. Returns what ends it. Silent where there is no window. */
export function watchWakeUps({ returned, left, hidden, stirred }: WakeUps): () => void {
  if (typeof window === "undefined" || typeof document === "undefined") return () => {};
  const visibility = () => (document.visibilityState === "visible" ? returned() : hidden());
  const listening: readonly [EventTarget, string, () => void][] = [
    [window, "online", returned],
    [window, "offline", left],
    [window, "pagehide", hidden],
    [document, "visibilitychange", visibility],
    ...STIRRINGS.map((stirring): [EventTarget, string, () => void] => [window, stirring, stirred]),
  ];
  const options = { capture: true, passive: true };
  for (const [target, name, listener] of listening) target.addEventListener(name, listener, options);
  return () => {
    for (const [target, name, listener] of listening) target.removeEventListener(name, listener, options);
  };
}
