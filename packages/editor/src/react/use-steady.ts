import { useEffect, useState } from "react";
import type { LineKind } from "../core/status-text.js";

/** Each key is stored within milliseconds: who goes on typing sees one word, not two by turns. Bad news is shown at once. */
const STEADY_AFTER_MS = 400;

export function useSteady(kind: LineKind): LineKind {
  const [shown, setShown] = useState(kind);
  const waits = kind === "offline-kept" && shown === "offline-keeping";
  useEffect(() => {
    if (!waits) {
      setShown(kind);
      return;
    }
    const timer = setTimeout(() => setShown(kind), STEADY_AFTER_MS);
    return () => clearTimeout(timer);
  }, [kind, waits]);
  return waits ? shown : kind;
}
