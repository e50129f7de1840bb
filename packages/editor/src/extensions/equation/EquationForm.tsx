import { MAX_EQUATION_LENGTH } from "@motet/model";
import type { LexicalEditor, NodeKey } from "lexical";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { OWN_STEP } from "../../core/own-step.js";
import { useStrings } from "../../react/context.js";
import { NodeForm } from "../../react/NodeForm.js";
import { drawFormula } from "./draw-formula.js";
import { EQUATION_STRINGS } from "./equation-strings.js";
import { $setInlineEquation } from "./equations.js";

export interface EquationFormProps {
  readonly editor: LexicalEditor;
  readonly asked: { readonly key: NodeKey | null; readonly source: string };
  readonly onClose: () => void;
}

/** TeX and what becomes of it, beside the formula or the caret. */
export function EquationForm({
  editor,
  asked: { key, source: first },
  onClose,
}: EquationFormProps): ReactNode {
  const strings = useStrings(EQUATION_STRINGS);
  const [source, setSource] = useState(first);
  const preview = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (preview.current !== null) drawFormula(preview.current, source, false);
  }, [source]);
  return (
    <NodeForm
      editor={editor}
      nodeKey={key}
      part="equation-form"
      label={strings.inlineEquation}
      applyLabel={strings.equationApply}
      cancelLabel={strings.equationCancel}
      onSubmit={() => {
        editor.update(() => $setInlineEquation(key, source), OWN_STEP);
        onClose();
      }}
      onClose={onClose}
    >
      <input
        className="motet-input motet-equation-input"
        type="text"
        aria-label={strings.equationSource}
        autoCapitalize="off"
        autoComplete="off"
        spellCheck={false}
        maxLength={MAX_EQUATION_LENGTH}
        placeholder="\frac{a}{b}"
        value={source}
        onChange={(event) => setSource(event.target.value)}
      />
      <div ref={preview} className="motet-formula motet-equation-preview" />
    </NodeForm>
  );
}
