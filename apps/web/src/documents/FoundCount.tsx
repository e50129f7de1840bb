import type { Listing } from "./listing.js";

/** Tells screen readers what a search has found. */
export function FoundCount({ listing }: { readonly listing: Listing }) {
  return (
    <p className="visually-hidden" role="status">
      {listing.kind === "ready" && listing.query !== ""
        ? count(listing.documents.length, listing.nextCursor !== null)
        : ""}
    </p>
  );
}

function count(found: number, isMore: boolean): string {
  if (isMore) return `More than ${found} documents found`;
  return found === 1 ? "1 document found" : `${found} documents found`;
}
