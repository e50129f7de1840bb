import { lazy, Suspense } from "react";
import { usePathname, useSearch } from "wouter/use-browser-location";
import { DocumentsPage } from "../documents/DocumentsPage.js";
import { readSeat } from "../identity/person.js";
import { ToastsProvider } from "../messages/toasts.js";
import { SplitPage } from "../split/SplitPage.js";
import { ErrorBoundary } from "./ErrorBoundary.js";
import { loadDocumentPage } from "./load-document-page.js";
import { NotFoundPage } from "./NotFoundPage.js";
import { parseRoute, type Route } from "./routes.js";
import { usePageFocus } from "./use-page-focus.js";

const DocumentPage = lazy(async () => ({ default: (await loadDocumentPage()).DocumentPage }));

export function App() {
  const pathname = usePathname();
  const search = useSearch();
  usePageFocus(pathname + search);
  return (
    <ToastsProvider>
      <ErrorBoundary key={pathname}>
        <Suspense fallback={<Loading />}>
          <Page route={parseRoute(pathname, search)} search={search} />
        </Suspense>
      </ErrorBoundary>
    </ToastsProvider>
  );
}

function Page({ route, search }: { readonly route: Route; readonly search: string }) {
  switch (route.page) {
    case "documents":
      return <DocumentsPage key={route.view} view={route.view} />;
    case "document":
      return <DocumentPage key={route.documentId} documentId={route.documentId} seat={readSeat(search)} />;
    case "split":
      return <SplitPage key={route.documentId} documentId={route.documentId} />;
    case "bad-id":
      return <NotFoundPage title="No document can have this address">{route.reason}</NotFoundPage>;
    case "not-found":
      return (
        <NotFoundPage title="Nothing is written here">This address leads to no page of Motet.</NotFoundPage>
      );
  }
}

function Loading() {
  return (
    <p className="loading" role="status">
      Loading…
    </p>
  );
}
