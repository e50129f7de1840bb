import { $getNodeByKey, COMMAND_PRIORITY_EDITOR, type NodeKey } from "lexical";
import { type ReactNode, Suspense, useEffect, useState } from "react";
import type { ViewProps } from "../../core/extension.js";
import { laterPart } from "../../react/later-part.js";
import { InlineEquationNode } from "./inline-equation-node.js";
import { OPEN_EQUATION_COMMAND } from "./open-equation.js";

const EquationForm = laterPart(async () => (await import("./EquationForm.js")).EquationForm);

/** The source of a formula in the line, once it is asked for. */
export function EquationView({ editor, isEditable }: ViewProps): ReactNode {
  const [asked, setAsked] = useState<{ readonly key: NodeKey | null; readonly source: string }>();
  useEffect(
    () =>
      editor.registerCommand(
        OPEN_EQUATION_COMMAND,
        (key) => {
          const node = key === null ? null : $getNodeByKey(key);
          setAsked({ key, source: node instanceof InlineEquationNode ? node.getSource() : "" });
          return true;
        },
        COMMAND_PRIORITY_EDITOR,
      ),
    [editor],
  );
  if (asked === undefined || !isEditable) return null;
  return (
    <Suspense>
      <EquationForm editor={editor} asked={asked} onClose={() => setAsked(undefined)} />
    </Suspense>
  );
}
