import { COMMAND_PRIORITY_EDITOR } from "lexical";
import { type ReactNode, Suspense, useEffect, useState } from "react";
import { createPortal } from "react-dom";
import type { ViewProps } from "../../core/extension.js";
import { useEditorContext } from "../../react/context.js";
import { laterPart } from "../../react/later-part.js";
import { type FindField, OPEN_FIND_COMMAND } from "./open-find.js";

const FindPanel = laterPart(async () => (await import("./FindPanel.js")).FindPanel);

/** The panel, once it has been asked for. */
export function FindView({ editor, isEditable }: ViewProps): ReactNode {
  const { layer } = useEditorContext();
  const [asked, setAsked] = useState<{ readonly field: FindField }>();
  useEffect(
    () =>
      editor.registerCommand(
        OPEN_FIND_COMMAND,
        (field) => {
          setAsked({ field });
          return true;
        },
        COMMAND_PRIORITY_EDITOR,
      ),
    [editor],
  );
  if (asked === undefined || layer === null) return null;
  return createPortal(
    <Suspense>
      <FindPanel editor={editor} isEditable={isEditable} asked={asked} onClose={() => setAsked(undefined)} />
    </Suspense>,
    layer,
  );
}
