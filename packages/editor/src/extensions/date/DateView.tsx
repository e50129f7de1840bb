import { COMMAND_PRIORITY_EDITOR, type NodeKey } from "lexical";
import { type ReactNode, Suspense, useEffect, useState } from "react";
import type { ViewProps } from "../../core/extension.js";
import { laterPart } from "../../react/later-part.js";
import { OPEN_DATE_COMMAND } from "./open-date.js";

const DateForm = laterPart(async () => (await import("./DateForm.js")).DateForm);

/** The form of a date, once it has been asked for. */
export function DateView({ editor, isEditable }: ViewProps): ReactNode {
  const [asked, setAsked] = useState<NodeKey>();
  useEffect(
    () =>
      editor.registerCommand(
        OPEN_DATE_COMMAND,
        (key) => {
          if (editor.isEditable()) setAsked(key);
          return true;
        },
        COMMAND_PRIORITY_EDITOR,
      ),
    [editor],
  );
  if (asked === undefined || !isEditable) return null;
  return (
    <Suspense>
      <DateForm key={asked} editor={editor} nodeKey={asked} onClose={() => setAsked(undefined)} />
    </Suspense>
  );
}
