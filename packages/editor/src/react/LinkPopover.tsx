import { selectionAlwaysOnDisplay } from "@lexical/utils";
import { COLLABORATION_TAG, type LexicalEditor, type NodeKey } from "lexical";
import ExternalLink from "lucide-react/icons/external-link";
import Pencil from "lucide-react/icons/pencil";
import Unlink from "lucide-react/icons/unlink";
import { Popover } from "radix-ui";
import { type ReactNode, useEffect, useId, useMemo, useState } from "react";
import type { Body } from "../core/body.js";
import { $linkAtCaret, $removeLink, $setLink, type LinkAtCaret, openUrl } from "../core/links.js";
import { toUrl } from "../core/url.js";
import { useEditorContext, useStore, useStrings } from "./context.js";
import { Hint } from "./Hint.js";

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
    () => (isOpen && isEditing ? selectionAlwaysOnDisplay(editor) : undefined),
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
            if (isEditing) editor.focus();
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

interface LinkFormProps {
  readonly link: LinkAtCaret;
  readonly onSubmit: (url: string, text: string) => void;
  readonly onRemove: () => void;
}

function LinkForm({ link, onSubmit, onRemove }: LinkFormProps): ReactNode {
  const strings = useStrings();
  const [address, setAddress] = useState(link.url);
  const [text, setText] = useState("");
  const [isRefused, setRefused] = useState(false);
  const id = useId();
  return (
    <form
      className="motet-link-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const url = toUrl(address);
        if (url === null) setRefused(true);
        else onSubmit(url, text.trim());
      }}
    >
      <label htmlFor={`${id}-address`}>{strings.linkAddress}</label>
      <input
        id={`${id}-address`}
        className="motet-input"
        type="text"
        inputMode="url"
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        placeholder="https://"
        value={address}
        aria-invalid={isRefused}
        aria-describedby={isRefused ? `${id}-refused` : undefined}
        onChange={(event) => {
          setAddress(event.target.value);
          setRefused(false);
        }}
      />
      {!link.hasText && (
        <>
          <label htmlFor={`${id}-text`}>{strings.linkText}</label>
          <input
            id={`${id}-text`}
            className="motet-input"
            type="text"
            autoComplete="off"
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        </>
      )}
      {isRefused && (
        <p id={`${id}-refused`} className="motet-refused" role="alert">
          {strings.linkRefused}
        </p>
      )}
      <div className="motet-link-form-actions">
        {link.exists && (
          <button type="button" className="motet-action" onClick={onRemove}>
            {strings.linkRemove}
          </button>
        )}
        <button type="submit" className="motet-action motet-action-main">
          {strings.linkApply}
        </button>
      </div>
    </form>
  );
}

interface LinkActionsProps {
  readonly url: string;
  readonly onEdit: () => void;
  readonly onRemove: () => void;
}

function LinkActions({ url, onEdit, onRemove }: LinkActionsProps): ReactNode {
  const strings = useStrings();
  const actions = [
    { label: strings.linkOpen, Icon: ExternalLink, run: () => openUrl(url) },
    { label: strings.linkEdit, Icon: Pencil, run: onEdit },
    { label: strings.linkRemove, Icon: Unlink, run: onRemove },
  ];
  return (
    <div className="motet-link-actions">
      <span className="motet-link-url">{url}</span>
      {actions.map(({ label, Icon, run }) => (
        <Hint key={label} label={label}>
          <button type="button" className="motet-button" aria-label={label} onClick={run}>
            <Icon size={16} aria-hidden="true" />
          </button>
        </Hint>
      ))}
    </div>
  );
}

/** Beside the link, or beside the end of what is selected. */
function anchorRect(editor: LexicalEditor, key: NodeKey | undefined): DOMRect {
  const link = key === undefined ? undefined : editor.getElementByKey(key)?.getClientRects()[0];
  if (link !== undefined) return link;
  const root = editor.getRootElement();
  const selection = root?.ownerDocument.getSelection();
  const isInside = selection?.anchorNode != null && root?.contains(selection.anchorNode) === true;
  if (selection == null || !isInside || selection.rangeCount === 0) {
    return root?.getBoundingClientRect() ?? new DOMRect();
  }
  const range = selection.getRangeAt(0);
  const rects = [...range.getClientRects()].filter((rect) => rect.height > 0);
  const { startContainer } = range;
  const parent = startContainer instanceof Element ? startContainer : startContainer.parentElement;
  return rects.at(-1) ?? parent?.getBoundingClientRect() ?? new DOMRect();
}
