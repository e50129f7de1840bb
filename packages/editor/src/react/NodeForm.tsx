import type { LexicalEditor, NodeKey } from "lexical";
import { Popover } from "radix-ui";
import { type ReactNode, useMemo } from "react";
import { selectedRange } from "../core/selected-range.js";
import { useEditorContext } from "./context.js";

interface Props {
  readonly editor: LexicalEditor;
  /** What is changed; null: something new at the caret. */
  readonly nodeKey: NodeKey | null;
  /** Its name for `data-motet-part`. */
  readonly part: string;
  readonly label: string;
  readonly applyLabel: string;
  readonly cancelLabel: string;
  /** The fields. */
  readonly children: ReactNode;
  readonly onSubmit: () => void;
  readonly onClose: () => void;
}

/** A small form beside something in the line, or the caret. */
export function NodeForm({
  editor,
  nodeKey,
  part,
  label,
  applyLabel,
  cancelLabel,
  children,
  onSubmit,
  onClose,
}: Props): ReactNode {
  const { layer } = useEditorContext();
  const anchor = useMemo(
    () => ({ current: { getBoundingClientRect: () => rectOf(editor, nodeKey) } }),
    [editor, nodeKey],
  );
  return (
    <Popover.Root open onOpenChange={onClose}>
      <Popover.Anchor virtualRef={anchor} />
      <Popover.Portal container={layer}>
        <Popover.Content
          className="motet-popover"
          data-motet-part={part}
          aria-label={label}
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
              onSubmit();
            }}
          >
            {children}
            <div className="motet-link-form-actions">
              <button type="button" className="motet-action" onClick={onClose}>
                {cancelLabel}
              </button>
              <button type="submit" className="motet-action motet-action-main">
                {applyLabel}
              </button>
            </div>
          </form>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

function rectOf(editor: LexicalEditor, key: NodeKey | null): DOMRect {
  const element = key === null ? null : editor.getElementByKey(key);
  if (element !== null) return element.getBoundingClientRect();
  const range = selectedRange(editor);
  const rect = range?.getClientRects()[0];
  if (rect !== undefined) return rect;
  const node = range?.startContainer;
  const around = node instanceof Element ? node : node?.parentElement;
  return (around ?? editor.getRootElement())?.getBoundingClientRect() ?? new DOMRect();
}
