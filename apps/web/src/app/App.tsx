import { Direction } from "radix-ui";
import { lazy, Suspense, useRef } from "react";
import { usePathname, useSearch } from "wouter/use-browser-location";
import { readSeat } from "../identity/person.js";
import { useSpeech, useWords } from "../language/use-speech.js";
import { fill } from "../language/words.js";
import { ToastsProvider } from "../messages/toasts.js";
import { SplitPage } from "../split/SplitPage.js";
import { ErrorBoundary } from "./ErrorBoundary.js";
import { loadDocumentPage } from "./load-document-page.js";
import { loadDocumentsPage } from "./load-documents-page.js";
import { NotFoundPage } from "./NotFoundPage.js";
import { PageFocus } from "./PageFocus.js";
import { MAX_ID_BYTES, parseRoute, type Route } from "./routes.js";

const DocumentPage = lazy(async () => ({ default: (await loadDocumentPage()).DocumentPage }));
const DocumentsPage = lazy(async () => ({ default: (await loadDocumentsPage()).DocumentsPage }));

export function App() {
  const pathname = usePathname();
  const search = useSearch();
  const { dir } = useSpeech();
  const focused = useRef(pathname + search);
  return (
    <Direction.Provider dir={dir}>
      <ToastsProvider>
        <ErrorBoundary key={pathname}>
          <Suspense fallback={<Loading />}>
            <Page route={parseRoute(pathname, search)} search={search} />
            <PageFocus page={pathname + search} focused={focused} />
          </Suspense>
        </ErrorBoundary>
      </ToastsProvider>
    </Direction.Provider>
  );
}

function Page({ route, search }: { readonly route: Route; readonly search: string }) {
  const words = useWords();
  switch (route.page) {
    case "documents":
      return <DocumentsPage key={route.view} view={route.view} />;
    case "document":
      return <DocumentPage key={route.documentId} documentId={route.documentId} seat={readSeat(search)} />;
    case "split":
      return <SplitPage key={route.documentId} documentId={route.documentId} />;
    case "bad-id":
      return (
        <NotFoundPage title={words.badAddress}>
          {fill(words[route.reason], { bytes: route.bytes, most: MAX_ID_BYTES })}
        </NotFoundPage>
      );
    case "not-found":
      return <NotFoundPage title={words.notFoundTitle}>{words.notFoundText}</NotFoundPage>;
  }
}

function Loading() {
  const words = useWords();
  return (
    <p className="loading" role="status">
      {words.loading}
    </p>
  );
}
