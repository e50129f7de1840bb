/** Where somebody is. Ids in a route are decoded. */
export type Route =
  | { readonly page: "documents"; readonly view: DocumentsView }
  | { readonly page: "document"; readonly documentId: string }
  | { readonly page: "split"; readonly documentId: string }
  | { readonly page: "bad-id"; readonly reason: BadId; readonly bytes: number }
  | { readonly page: "not-found" };

/** Why no document can have an id: key of a word. */
export type BadId = "badPercent" | "badControl" | "badLength";

export type DocumentsView = "all" | "trash";

export const MAX_ID_BYTES = 255;

/** `pathname` and `search` as they stand in the address, percent-encoded: an id may hold anything but control characters. */
export function parseRoute(pathname: string, search: string): Route {
  if (pathname === "/") {
    return { page: "documents", view: new URLSearchParams(search).get("view") === "trash" ? "trash" : "all" };
  }
  if (pathname.startsWith("/d/")) return parseId(pathname.slice(3), "document");
  if (pathname.startsWith("/split/")) return parseId(pathname.slice(7), "split");
  return { page: "not-found" };
}

export function documentsPath(view: DocumentsView): string {
  return view === "trash" ? "/?view=trash" : "/";
}

export function documentPath(documentId: string): string {
  return `/d/${encodeId(documentId)}`;
}

export function splitPath(documentId: string): string {
  return `/split/${encodeId(documentId)}`;
}

function parseId(encoded: string, page: "document" | "split"): Route {
  if (encoded === "") return { page: "not-found" };
  const bad = (reason: BadId, bytes = 0): Route => ({ page: "bad-id", reason, bytes });
  let documentId: string;
  try {
    documentId = decodeURIComponent(encoded);
  } catch {
    return bad("badPercent");
  }
  if (/\p{Cc}/u.test(documentId)) return bad("badControl");
  const bytes = new TextEncoder().encode(documentId).length;
  if (bytes > MAX_ID_BYTES) return bad("badLength", bytes);
  return { page, documentId };
}

/** Slashes stay readable, except where a browser or proxy would take them for a path to tidy up. */
function encodeId(documentId: string): string {
  const segments = documentId.split("/");
  const separator = segments.some((part) => part === "" || part === "." || part === "..") ? "%2F" : "/";
  return segments.map(encodeURIComponent).join(separator);
}
