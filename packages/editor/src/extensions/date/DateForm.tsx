import { $getNodeByKey, type LexicalEditor, type NodeKey } from "lexical";
import { type ReactNode, useEffect, useState } from "react";
import { OWN_STEP } from "../../core/own-step.js";
import { useStrings } from "../../react/context.js";
import { NodeForm } from "../../react/NodeForm.js";
import { DATE_STRINGS } from "./date-strings.js";
import { $dateAt, $setDate } from "./dates.js";

interface Props {
  readonly editor: LexicalEditor;
  readonly nodeKey: NodeKey;
  readonly onClose: () => void;
}

/** Which day a date names. It closes where somebody else deletes the date, or changes it. */
export function DateForm({ editor, nodeKey, onClose }: Props): ReactNode {
  const strings = useStrings(DATE_STRINGS);
  const [date, setDate] = useState(() => editor.read(() => $dateAt(nodeKey)) ?? "");
  useEffect(
    () =>
      editor.registerUpdateListener(({ editorState }) => {
        if (editorState.read(() => $getNodeByKey(nodeKey)) === null) onClose();
      }),
    [editor, nodeKey, onClose],
  );
  return (
    <NodeForm
      editor={editor}
      nodeKey={nodeKey}
      part="date-form"
      label={strings.dateLabel}
      applyLabel={strings.dateApply}
      cancelLabel={strings.dateCancel}
      onSubmit={() => {
        editor.update(() => $setDate(nodeKey, date), OWN_STEP);
        onClose();
      }}
      onClose={onClose}
    >
      <input
        className="motet-input"
        type="date"
        aria-label={strings.dateLabel}
        required
        min="0001-01-01"
        max="9999-12-31"
        value={date}
        onChange={(event) => setDate(event.target.value)}
      />
    </NodeForm>
  );
}
