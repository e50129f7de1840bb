import { MAX_EQUATION_LENGTH } from "@motet/model";
import type { LexicalEditor, NodeKey } from "lexical";
import { Popover } from "radix-ui";
import { type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import { OWN_STEP } from "../../core/own-step.js";
import { selectedRange } from "../../core/selected-range.js";
import { useEditorContext, useStrings } from "../../react/context.js";
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
  const { layer } = useEditorContext();
  const strings = useStrings(EQUATION_STRINGS);
  const [source, setSource] = useState(first);
  const preview = useRef<HTMLDivElement>(null);
  const anchor = useMemo(
    () => ({ current: { getBoundingClientRect: () => rectOf(editor, key) } }),
    [editor, key],
  );
  useEffect(() => {
    if (preview.current !== null) drawFormula(preview.current, source, false);
  }, [source]);
  const submit = () => {
    editor.update(() => $setInlineEquation(key, source), OWN_STEP);
    onClose();
  };
  return (
    <Popover.Root open onOpenChange={onClose}>
      <Popover.Anchor virtualRef={anchor} />
      <Popover.Portal container={layer}>
        <Popover.Content
          className="motet-popover"
          data-motet-part="equation-form"
          aria-label={strings.inlineEquation}
          side="bottom"
          align="start"
          sideOffset={8}
          collisionPadding={8}
          // The click that opened it may give the focus to the text later.
          onFocusOutside={(event) => event.preventDefault()}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            editor.focus();
          }}
        >
          <form
            className="motet-link-form"
            onSubmit={(event) => {
              event.preventDefault();
              submit();
            }}
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
            <div className="motet-link-form-actions">
              <button type="button" className="motet-action" onClick={onClose}>
                {strings.equationCancel}
              </button>
              <button type="submit" className="motet-action motet-action-main">
                {strings.equationApply}
              </button>
            </div>
          </form>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

function rectOf(editor: LexicalEditor, key: NodeKey | null): DOMRect {
  const formula = key === null ? null : editor.getElementByKey(key);
  if (formula !== null) return formula.getBoundingClientRect();
  const range = selectedRange(editor);
  const rect = range?.getClientRects()[0];
  if (rect !== undefined) return rect;
  const node = range?.startContainer;
  const element = node instanceof Element ? node : node?.parentElement;
  return (element ?? editor.getRootElement())?.getBoundingClientRect() ?? new DOMRect();
}
