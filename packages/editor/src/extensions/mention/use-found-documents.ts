import { safeUrl } from "@motet/model";
import { useEffect, useState } from "react";
import type { FindDocuments, FoundDocument } from "../../core/find-documents.js";

const MAX_SHOWN = 8;
/** How long somebody must not have typed before a search is sent. */
const SETTLE_MS = 150;

interface Found {
  readonly text: string;
  readonly documents: readonly FoundDocument[];
}

export interface FoundDocuments {
  readonly documents: readonly FoundDocument[];
  /** Whether an answer for what is asked now is on its way. */
  readonly isAsking: boolean;
}

/** The documents that a query means; while it is being asked, those of the query before. */
export function useFoundDocuments(find: FindDocuments | undefined, text: string): FoundDocuments {
  const [found, setFound] = useState<Found>();
  useEffect(() => {
    if (find === undefined) return;
    const controller = new AbortController();
    const tell = (documents: readonly FoundDocument[]) => {
      if (!controller.signal.aborted) setFound({ text, documents });
    };
    const timer = setTimeout(
      () =>
        void find(text, controller.signal)
          .then((documents) => documents.filter(({ url }) => safeUrl(url) !== null).slice(0, MAX_SHOWN))
          .then(tell, () => tell([])),
      text === "" ? 0 : SETTLE_MS,
    );
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [find, text]);
  return { documents: found?.documents ?? [], isAsking: find !== undefined && found?.text !== text };
}
