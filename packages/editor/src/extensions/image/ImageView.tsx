import { safeImageSrc } from "@motet/model";
import { COMMAND_PRIORITY_EDITOR, mergeRegister } from "lexical";
import { type ReactNode, useEffect, useState } from "react";
import type { ViewProps } from "../../core/extension.js";
import { OWN_STEP } from "../../core/own-step.js";
import { useStrings } from "../../react/context.js";
import { LineDialog } from "../../react/LineDialog.js";
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
  const strings = useStrings(IMAGE_STRINGS);
  const common = {
    editor,
    part: "image-form",
    initial: form.value,
    apply: strings.imageApply,
    cancel: strings.imageCancel,
    onClose,
  };
  if (form.kind === "alt")
    return (
      <LineDialog
        {...common}
        title={strings.imageAltTitle}
        hint={strings.imageAltHint}
        inputMode="text"
        maxLength={2_000}
        onSubmit={(alt) => {
          editor.update(() => void $imageAtCaret()?.setImage({ alt }), OWN_STEP);
          return null;
        }}
      />
    );
  return (
    <LineDialog
      {...common}
      title={strings.imageAddress}
      inputMode="url"
      placeholder="https://"
      onSubmit={(address) => {
        const src = safeImageSrc(address);
        if (src === null) return strings.imageAddressRefused;
        editor.update(() => void $insertImage({ src }), OWN_STEP);
        return null;
      }}
    />
  );
}
