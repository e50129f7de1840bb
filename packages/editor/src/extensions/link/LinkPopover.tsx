import { COLLABORATION_TAG, COMMAND_PRIORITY_EDITOR, type LexicalEditor, type NodeKey } from "lexical";
import { Popover } from "radix-ui";
import { type ReactNode, useEffect, useMemo, useState } from "react";
import type { ViewProps } from "../../core/extension.js";
import { OWN_STEP } from "../../core/own-step.js";
import { keepSelectionShown, selectedRange } from "../../core/selected-range.js";
import { useEditorContext, useStrings } from "../../react/context.js";
import { LinkActions } from "./LinkActions.js";
import { LinkForm } from "./LinkForm.js";
import { LINK_STRINGS } from "./link-strings.js";
import { $linkAtCaret, $removeLink, $setLink } from "./links.js";
import { type LinkRequest, OPEN_LINK_COMMAND } from "./open-link.js";

/** The link dialog, beside the words that it is about. */
export function LinkPopover({ editor, isEditable }: ViewProps): ReactNode {
  const { layer } = useEditorContext();
  const strings = useStrings(LINK_STRINGS);
  const [request, setRequest] = useState<LinkRequest>();
  const key = request?.key;
  const link = useMemo(
    () => (request === undefined ? undefined : editor.read(() => $linkAtCaret(request.key))),
    [request, editor],
  );
  const isOpen = isEditable && request !== undefined && link !== undefined;
  const isEditing = request?.kind === "editing" || link?.exists === false;
  const anchor = useMemo(
    () => ({ current: { getBoundingClientRect: () => anchorRect(editor, key) } }),
    [editor, key],
  );

  useEffect(
    () =>
      editor.registerCommand(
        OPEN_LINK_COMMAND,
        (next) => {
          setRequest(next);
          return true;
        },
        COMMAND_PRIORITY_EDITOR,
      ),
    [editor],
  );
  useEffect(
    () => (isOpen && isEditing ? keepSelectionShown(editor) : undefined),
    [isOpen, isEditing, editor],
  );
  useEffect(() => {
    if (request?.kind !== "showing") return;
    // Whoever goes on writing is not looking at the link any more.
    return editor.registerUpdateListener(({ dirtyLeaves, tags }) => {
      if (dirtyLeaves.size > 0 && !tags.has(COLLABORATION_TAG)) setRequest(undefined);
    });
  }, [request, editor]);

  const close = () => setRequest(undefined);
  const update = ($change: () => void) => {
    editor.update($change, OWN_STEP);
    close();
  };
  return (
    <Popover.Root open={isOpen} onOpenChange={(open) => open || close()}>
      <Popover.Anchor virtualRef={anchor} />
      <Popover.Portal container={layer}>
        <Popover.Content
          className="motet-popover"
          data-motet-part="link"
          aria-label={strings.linkDialogLabel}
          side="bottom"
          align="start"
          sideOffset={8}
          collisionPadding={8}
          onOpenAutoFocus={(event) => {
            // A click into a link shows what it is; the writer goes on writing.
            if (!isEditing) event.preventDefault();
          }}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            if (document.activeElement === document.body) editor.focus();
          }}
        >
          {link !== undefined && isEditing && (
            <LinkForm
              link={link}
              onSubmit={(url, text) => update(() => $setLink(url, text, key))}
              onRemove={() => update(() => $removeLink(key))}
            />
          )}
          {link !== undefined && !isEditing && (
            <LinkActions
              url={link.url}
              onEdit={() => setRequest(key === undefined ? { kind: "editing" } : { kind: "editing", key })}
              onRemove={() => update(() => $removeLink(key))}
            />
          )}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

/** Beside the link, or beside the end of what is selected. */
function anchorRect(editor: LexicalEditor, key: NodeKey | undefined): DOMRect {
  const link = key === undefined ? undefined : editor.getElementByKey(key)?.getClientRects()[0];
  if (link !== undefined) return link;
  const range = selectedRange(editor);
  const rects = range === null ? [] : [...range.getClientRects()].filter((rect) => rect.height > 0);
  const parent =
    range?.startContainer instanceof Element ? range.startContainer : range?.startContainer.parentElement;
  const fallback = parent ?? editor.getRootElement();
  return rects.at(-1) ?? fallback?.getBoundingClientRect() ?? new DOMRect();
}
