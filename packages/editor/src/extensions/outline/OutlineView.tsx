import { COMMAND_PRIORITY_EDITOR } from "lexical";
import { type ReactNode, Suspense, useEffect, useState } from "react";
import { createPortal } from "react-dom";
import type { ViewProps } from "../../core/extension.js";
import { useEditorContext } from "../../react/context.js";
import { laterPart } from "../../react/later-part.js";
import { TOGGLE_OUTLINE_COMMAND } from "./toggle-outline.js";

const OutlinePanel = laterPart(async () => (await import("./OutlinePanel.js")).OutlinePanel);

/** The panel, once it has been asked for. */
export function OutlineView({ editor }: ViewProps): ReactNode {
  const { layer } = useEditorContext();
  const [isOpen, setOpen] = useState(false);
  useEffect(
    () =>
      editor.registerCommand(
        TOGGLE_OUTLINE_COMMAND,
        () => {
          setOpen((isOpen) => !isOpen);
          return true;
        },
        COMMAND_PRIORITY_EDITOR,
      ),
    [editor],
  );
  if (!isOpen || layer === null) return null;
  return createPortal(
    <Suspense>
      <OutlinePanel editor={editor} onClose={() => setOpen(false)} />
    </Suspense>,
    layer,
  );
}
