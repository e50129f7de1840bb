// First, as it sets the order of the style layers.
import "./styles/app.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app/App.js";
import { loadDocumentPage } from "./app/load-document-page.js";
import { loadDocumentsPage } from "./app/load-documents-page.js";
import { parseRoute } from "./app/routes.js";
import { followLanguage } from "./language/language.js";
import { followTheme } from "./theme/theme.js";

const LOADING_AFTER_MS = 300;

followTheme();
const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no #root");
const app = createRoot(root);
void Promise.all([followLanguage(), readyToShow()]).then(() => {
  app.render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
});

/** React shows a page 300 ms after “Loading…” at the earliest: what comes sooner than that is waited for without it. */
async function readyToShow(): Promise<void> {
  const { pathname, search } = window.location;
  const { page } = parseRoute(pathname, search);
  const load = page === "document" ? loadDocumentPage : page === "documents" ? loadDocumentsPage : null;
  if (load === null) return;
  const late = new Promise((resolve) => setTimeout(resolve, LOADING_AFTER_MS));
  // What fails here is tried again by the page, and said there.
  await Promise.race([load().catch(() => {}), late]);
}
