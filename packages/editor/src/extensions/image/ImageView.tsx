import { safeImageSrc } from "@motet/model";
import { COMMAND_PRIORITY_EDITOR, mergeRegister } from "lexical";
import { Dialog } from "radix-ui";
import { type ReactNode, useEffect, useId, useState } from "react";
import type { ViewProps } from "../../core/extension.js";
import { OWN_STEP } from "../../core/own-step.js";
import { useEditorContext, useStrings } from "../../react/context.js";
import { IMAGE_STRINGS } from "./image-strings.js";
import { IMAGE_TROUBLE_COMMAND, type ImageTrouble, OPEN_IMAGE_FORM_COMMAND } from "./image-uploads.js";
import { $imageAtCaret, $insertImage } from "./images.js";

/** What pictures ask and tell a writer. */
export function ImageView({ editor }: ViewProps): ReactNode {
  const strings = useStrings(IMAGE_STRINGS);
  const [form, setForm] = useState<FormProps["form"] | null>(null);
  const [trouble, setTrouble] = useState<ImageTrouble | null>(null);
  useEffect(
    () =>
      mergeRegister(
        editor.registerCommand(
          OPEN_IMAGE_FORM_COMMAND,
          (kind) => {
            setForm({ kind, value: kind === "alt" ? ($imageAtCaret()?.getImage().alt ?? "") : "" });
            return true;
          },
          COMMAND_PRIORITY_EDITOR,
        ),
        editor.registerCommand(
          IMAGE_TROUBLE_COMMAND,
          (told) => {
            setTrouble(told);
            return true;
          },
          COMMAND_PRIORITY_EDITOR,
        ),
      ),
    [editor],
  );
  return (
    <>
      {form !== null && <ImageForm editor={editor} form={form} onClose={() => setForm(null)} />}
      {trouble !== null && (
        <div className="motet-image-trouble" data-motet-part="image-trouble" role="alert">
          <span>{"key" in trouble ? strings[trouble.key] : trouble.text}</span>
          <button type="button" className="motet-action" onClick={() => setTrouble(null)}>
            {strings.imageDismiss}
          </button>
        </div>
      )}
    </>
  );
}

interface FormProps {
  readonly editor: ViewProps["editor"];
  readonly form: { readonly kind: "alt" | "address"; readonly value: string };
  readonly onClose: () => void;
}

function ImageForm({ editor, form, onClose }: FormProps): ReactNode {
  const { layer } = useEditorContext();
  const strings = useStrings(IMAGE_STRINGS);
  const [value, setValue] = useState(form.value);
  const [isRefused, setRefused] = useState(false);
  const id = useId();
  const isAlt = form.kind === "alt";
  const submit = () => {
    const src = isAlt ? null : safeImageSrc(value.trim());
    if (!isAlt && src === null) {
      setRefused(true);
      return;
    }
    editor.update(() => {
      if (isAlt) $imageAtCaret()?.setImage({ alt: value.trim() });
      else $insertImage({ src });
    }, OWN_STEP);
    onClose();
  };
  const title = isAlt ? strings.imageAltTitle : strings.imageAddress;
  return (
    <Dialog.Root open onOpenChange={onClose}>
      <Dialog.Portal container={layer}>
        <Dialog.Overlay className="motet-veil" />
        <Dialog.Content
          className="motet-dialog motet-image-dialog"
          data-motet-part="image-form"
          aria-describedby={undefined}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            editor.focus();
          }}
        >
          <Dialog.Title className="motet-dialog-title">{title}</Dialog.Title>
          <form
            className="motet-link-form"
            noValidate
            onSubmit={(event) => {
              event.preventDefault();
              submit();
            }}
          >
            <input
              className="motet-input"
              type="text"
              aria-label={title}
              maxLength={isAlt ? 2_000 : undefined}
              inputMode={isAlt ? "text" : "url"}
              placeholder={isAlt ? undefined : "https://"}
              value={value}
              aria-invalid={isRefused}
              aria-describedby={`${id}-hint`}
              onChange={(event) => {
                setValue(event.target.value);
                setRefused(false);
              }}
            />
            <p
              id={`${id}-hint`}
              className={isRefused ? "motet-refused" : undefined}
              role={isRefused ? "alert" : undefined}
            >
              {isRefused ? strings.imageAddressRefused : isAlt ? strings.imageAltHint : ""}
            </p>
            <div className="motet-link-form-actions">
              <Dialog.Close type="button" className="motet-action">
                {strings.imageCancel}
              </Dialog.Close>
              <button type="submit" className="motet-action motet-action-main">
                {strings.imageApply}
              </button>
            </div>
          </form>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
