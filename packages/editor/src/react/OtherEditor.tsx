import { lazy, type ReactNode, Suspense } from "react";
import { fetchPart } from "../core/fetch-part.js";
import type { OtherEditorTextProps } from "./OtherEditorText.js";

const OtherEditorText = lazy(async () => {
  const { OtherEditorText } = await fetchPart(() => import("./OtherEditorText.js"));
  return { default: OtherEditorText };
});

/** Where `@lexical/yjs` would have left something. */
const ROOTS = ["root", "root-v2"];

/** What another editor has left in a document, where it may have left something. */
export function OtherEditor(props: OtherEditorTextProps): ReactNode {
  if (!ROOTS.some((name) => props.ydoc.share.has(name))) return null;
  return (
    <Suspense>
      <OtherEditorText {...props} />
    </Suspense>
  );
}
