/** The editor is most of the app: it is fetched when a document is opened, or is about to be. */
export const loadDocumentPage = () => import("../document/DocumentPage.js");

/** Begins to fetch it; should that fail, opening the document tries again and says so. */
export function prepareDocumentPage(): void {
  loadDocumentPage().catch(() => {});
}
