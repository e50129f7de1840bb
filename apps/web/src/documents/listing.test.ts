import { describe, expect, it } from "vitest";
import type { Problem } from "../api/api-error.js";
import type { DocumentSummary } from "../api/document-summary.js";
import { type Listing, type ListingEvent, LOADING, reduceListing } from "./listing.js";

const doc = (id: string, updatedAt: number): DocumentSummary => ({
  id,
  title: id.toUpperCase(),
  createdAt: 0,
  updatedAt,
  trashedAt: null,
});
const away: Problem = { kind: "unreachable" };
const after = (...events: ListingEvent[]): Listing => events.reduce(reduceListing, LOADING);
const ids = (listing: Listing) =>
  listing.kind === "ready" ? listing.documents.map(({ id }) => id) : listing.kind;
const loaded = (...documents: DocumentSummary[]): ListingEvent => ({
  type: "loaded",
  page: { documents, nextCursor: "next" },
  query: "",
});

describe("listing", () => {
  it("a first load that fails is an error, and can be tried again", () => {
    expect(after({ type: "load-failed", problem: away })).toEqual({ kind: "failed", problem: away });
    expect(ids(after({ type: "load-failed", problem: away }, loaded(doc("a", 1))))).toEqual(["a"]);
  });

  it("a list that cannot be renewed stays, and says so until it is", () => {
    const stale = after(loaded(doc("a", 1)), { type: "load-failed", problem: away });
    expect(stale).toMatchObject({ stale: away });
    expect(ids(stale)).toEqual(["a"]);
    expect(reduceListing(stale, loaded(doc("a", 1)))).toMatchObject({ stale: null });
  });

  it("a document that moves between two pages is listed once", () => {
    const page = { documents: [doc("b", 2), doc("c", 1)], nextCursor: null };
    const listing = after(
      loaded(doc("a", 3), doc("b", 2)),
      { type: "more-asked" },
      { type: "more-loaded", page },
    );
    expect(ids(listing)).toEqual(["a", "b", "c"]);
    expect(listing).toMatchObject({ more: "idle", nextCursor: null });
  });

  it("more that fails keeps what is there", () => {
    const listing = after(loaded(doc("a", 3)), { type: "more-asked" }, { type: "more-failed" });
    expect(listing).toMatchObject({ more: "failed", nextCursor: "next" });
    expect(ids(listing)).toEqual(["a"]);
  });

  it("what is put back stands where its last edit places it, once", () => {
    const b = doc("b", 2);
    const out = after(loaded(doc("a", 3), b, doc("c", 1)), { type: "taken-out", documentId: "b" });
    expect(ids(out)).toEqual(["a", "c"]);
    const back = reduceListing(out, { type: "put-back", document: b });
    expect(ids(back)).toEqual(["a", "b", "c"]);
    expect(ids(reduceListing(back, { type: "put-back", document: b }))).toEqual(["a", "b", "c"]);
  });

  it("a new title shows at its document alone", () => {
    const listing = after(loaded(doc("a", 3), doc("b", 2)), {
      type: "renamed",
      documentId: "b",
      title: "New",
    });
    expect(listing.kind === "ready" && listing.documents.map(({ title }) => title)).toEqual(["A", "New"]);
  });

  it("changes while nothing is listed change nothing", () => {
    expect(after({ type: "renamed", documentId: "a", title: "x" })).toEqual(LOADING);
  });
});
