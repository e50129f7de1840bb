import type { Problem } from "../api/api-error.js";
import type { DocumentSummary, DocumentsPage } from "../api/document-summary.js";

/** What the documents page shows. */
export type Listing =
  | { readonly kind: "loading" }
  | { readonly kind: "failed"; readonly problem: Problem }
  | {
      readonly kind: "ready";
      /** Last edited first (in the trash: as the server orders it). */
      readonly documents: readonly DocumentSummary[];
      readonly nextCursor: string | null;
      readonly more: "idle" | "loading" | "failed";
      /** Why this could not be renewed; null: it is fresh. */
      readonly stale: Problem | null;
      /** What was searched for to get this. */
      readonly query: string;
    };

export type ListingEvent =
  | { readonly type: "cleared" }
  | { readonly type: "loaded"; readonly page: DocumentsPage; readonly query: string }
  | { readonly type: "load-failed"; readonly problem: Problem }
  | { readonly type: "more-asked" }
  | { readonly type: "more-loaded"; readonly page: DocumentsPage }
  | { readonly type: "more-failed" }
  | { readonly type: "renamed"; readonly documentId: string; readonly title: string }
  | { readonly type: "taken-out"; readonly documentId: string }
  | { readonly type: "put-back"; readonly document: DocumentSummary };

export const LOADING: Listing = { kind: "loading" };

export function reduceListing(listing: Listing, event: ListingEvent): Listing {
  switch (event.type) {
    case "cleared":
      return LOADING;
    case "loaded":
      return {
        kind: "ready",
        documents: withoutRepeats(event.page.documents),
        nextCursor: event.page.nextCursor,
        more: "idle",
        stale: null,
        query: event.query,
      };
    case "load-failed":
      if (listing.kind === "ready") return { ...listing, stale: event.problem };
      return { kind: "failed", problem: event.problem };
    case "more-asked":
      return changed(listing, () => ({ more: "loading" }));
    case "more-failed":
      return changed(listing, () => ({ more: "failed" }));
    case "more-loaded":
      return changed(listing, ({ documents }) => ({
        documents: withoutRepeats([...documents, ...event.page.documents]),
        nextCursor: event.page.nextCursor,
        more: "idle",
      }));
    case "renamed":
      return changed(listing, ({ documents }) => ({
        documents: documents.map((each) =>
          each.id === event.documentId ? { ...each, title: event.title } : each,
        ),
      }));
    case "taken-out":
      return changed(listing, ({ documents }) => ({
        documents: documents.filter(({ id }) => id !== event.documentId),
      }));
    case "put-back":
      return changed(listing, ({ documents }) => ({
        documents: withoutRepeats([event.document, ...documents]).toSorted(
          (a, b) => b.updatedAt - a.updatedAt,
        ),
      }));
  }
}

type Ready = Extract<Listing, { kind: "ready" }>;

/** Changes made while nothing is listed change nothing. */
function changed(listing: Listing, changesOf: (ready: Ready) => Partial<Ready>): Listing {
  return listing.kind === "ready" ? { ...listing, ...changesOf(listing) } : listing;
}

/** A document that is edited between two pages turns up on both: the first one counts. */
function withoutRepeats(documents: readonly DocumentSummary[]): readonly DocumentSummary[] {
  const seen = new Set<string>();
  return documents.filter(({ id }) => !seen.has(id) && seen.add(id));
}
