import { useSpeech } from "../language/use-speech.js";
import { countOf } from "../language/words.js";
import type { Listing } from "./listing.js";

/** Tells screen readers what a search has found. */
export function FoundCount({ listing }: { readonly listing: Listing }) {
  const { words, language } = useSpeech();
  return (
    <p className="visually-hidden" role="status">
      {listing.kind === "ready" && listing.query !== ""
        ? countOf(
            listing.nextCursor === null ? words.found : words.foundMore,
            listing.documents.length,
            language,
          )
        : ""}
    </p>
  );
}
