import { CodeNode } from "@lexical/code-core";
import { type ReactNode, Suspense, useEffect, useState } from "react";
import type { ViewProps } from "../../core/extension.js";
import { laterPart } from "../../react/later-part.js";

const CodeTools = laterPart(async () => (await import("./CodeTools.js")).CodeTools);

/** What belongs to blocks of code, once there is one. */
export function CodeView({ editor, isEditable }: ViewProps): ReactNode {
  const [isNeeded, setNeeded] = useState(false);
  useEffect(() => {
    if (!isNeeded) return editor.registerMutationListener(CodeNode, () => setNeeded(true));
  }, [editor, isNeeded]);
  if (!isNeeded) return null;
  return (
    <Suspense>
      <CodeTools editor={editor} isEditable={isEditable} />
    </Suspense>
  );
}
