import { type ReactNode, Suspense } from "react";
import { laterPart } from "./later-part.js";
import type { OtherEditorTextProps } from "./OtherEditorText.js";

const OtherEditorText = laterPart(async () => (await import("./OtherEditorText.js")).OtherEditorText);

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
