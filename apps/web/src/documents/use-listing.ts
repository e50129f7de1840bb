import { type Dispatch, useCallback, useEffect, useReducer, useRef } from "react";
import { problemOf } from "../api/api-error.js";
import { documentsApi } from "../api/documents-api.js";
import { useLatestCall } from "../api/use-latest-call.js";
import type { DocumentsView } from "../app/routes.js";
import { type Listing, type ListingEvent, LOADING, reduceListing } from "./listing.js";

const RENEW_MS = 10_000;
/** The list follows a change with some delay, and who comes here often comes from a document just written. */
const SECOND_LOOK_MS = 1_500;

export interface ListingHandle {
  readonly listing: Listing;
  /** The list shown belongs to an earlier search; the next one is on its way. */
  readonly isSearching: boolean;
  /** A change made here. A load that began before it is thrown away, as it does not know it. */
  readonly change: Dispatch<ListingEvent>;
  /** Asks the server again, quietly. */
  readonly renew: () => void;
  /** The same by hand, after a failure. */
  readonly retry: () => void;
  readonly loadMore: () => void;
}

/** Keeps the list of one view in step with the server: at every search, a moment after, on return to the page, and every 10 s while it is looked at. */
export function useListing(view: DocumentsView, query: string): ListingHandle {
  const [listing, dispatch] = useReducer(reduceListing, LOADING);
  const call = useLatestCall();
  const pages = useRef(1);
  const trashed = view === "trash";

  const load = useCallback(async () => {
    const signal = call.begin();
    try {
      let page = await documentsApi.list({ query, trashed, signal });
      for (let loaded = 1; loaded < pages.current && page.nextCursor !== null; loaded++) {
        const next = await documentsApi.list({ query, trashed, cursor: page.nextCursor, signal });
        page = { documents: [...page.documents, ...next.documents], nextCursor: next.nextCursor };
      }
      dispatch({ type: "loaded", page, query });
    } catch (error) {
      if (!signal.aborted) dispatch({ type: "load-failed", problem: problemOf(error) });
    }
  }, [call, query, trashed]);

  useEffect(() => {
    pages.current = 1;
    void load();
    const renew = () => {
      if (document.visibilityState === "visible") void load();
    };
    const secondLook = setTimeout(renew, SECOND_LOOK_MS);
    const timer = setInterval(renew, RENEW_MS);
    document.addEventListener("visibilitychange", renew);
    window.addEventListener("online", renew);
    return () => {
      clearTimeout(secondLook);
      clearInterval(timer);
      document.removeEventListener("visibilitychange", renew);
      window.removeEventListener("online", renew);
      call.abort();
    };
  }, [call, load]);

  const change = useCallback(
    (event: ListingEvent) => {
      call.abort();
      dispatch(event);
    },
    [call],
  );

  const loadMore = async () => {
    if (listing.kind !== "ready" || listing.nextCursor === null) return;
    const signal = call.begin();
    dispatch({ type: "more-asked" });
    try {
      const page = await documentsApi.list({ query, trashed, cursor: listing.nextCursor, signal });
      pages.current += 1;
      dispatch({ type: "more-loaded", page });
    } catch {
      // Also when a change made here cut it short: the button offers it again.
      dispatch({ type: "more-failed" });
    }
  };

  return {
    listing,
    isSearching: listing.kind === "ready" && listing.query !== query,
    change,
    renew: () => void load(),
    retry: () => {
      if (listing.kind === "failed") dispatch({ type: "cleared" });
      void load();
    },
    loadMore: () => void loadMore(),
  };
}
