import { COLLABORATION_TAG, type LexicalEditor, type NodeKey } from "lexical";
import { Popover } from "radix-ui";
import { type ReactNode, useEffect, useMemo } from "react";
import type { Body } from "../core/body.js";
import { $linkAtCaret, $removeLink, $setLink } from "../core/links.js";
import { keepSelectionShown, selectedRange } from "../core/selected-range.js";
import { useEditorContext, useStore } from "./context.js";
import { LinkActions } from "./LinkActions.js";
import { LinkForm } from "./LinkForm.js";

interface Props {
  readonly body: Body;
  readonly isEditable: boolean;
}

/** The link dialog, beside the words that it is about. */
export function LinkPopover({ body, isEditable }: Props): ReactNode {
  const { strings, layer } = useEditorContext();
  const request = useStore(body.linkRequest, undefined);
  const { editor } = body;
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
    () => (isOpen && isEditing ? keepSelectionShown(editor) : undefined),
    [isOpen, isEditing, editor],
  );
  useEffect(() => {
    if (request?.kind !== "showing") return;
    // Whoever goes on writing is not looking at the link any more.
    return editor.registerUpdateListener(({ dirtyLeaves, tags }) => {
      if (dirtyLeaves.size > 0 && !tags.has(COLLABORATION_TAG)) body.linkRequest.set(undefined);
    });
  }, [request, editor, body]);

  const close = () => body.linkRequest.set(undefined);
  const update = ($change: () => void) => {
    editor.update($change);
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
              onEdit={() =>
                body.linkRequest.set(key === undefined ? { kind: "editing" } : { kind: "editing", key })
              }
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
