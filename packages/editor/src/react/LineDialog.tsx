import type { LexicalEditor } from "lexical";
import { Dialog } from "radix-ui";
import { type ReactNode, useId, useState } from "react";
import { useEditorContext } from "./context.js";

export interface LineDialogProps {
  readonly editor: LexicalEditor;
  /** Of its part, for styles and tests. */
  readonly part: string;
  readonly title: string;
  readonly hint?: string | undefined;
  readonly initial?: string | undefined;
  readonly inputMode: "text" | "url";
  readonly placeholder?: string | undefined;
  readonly maxLength?: number | undefined;
  readonly apply: string;
  readonly cancel: string;
  /** Returns why the line is not taken, or null: then it is closed. */
  onSubmit(line: string): string | null;
  onClose(): void;
}

/** Asks for one line of text. */
export function LineDialog(props: LineDialogProps): ReactNode {
  const { editor, part, title, hint = "", initial = "", inputMode, placeholder, maxLength } = props;
  const { layer } = useEditorContext();
  const [value, setValue] = useState(initial);
  const [refusal, setRefusal] = useState<string | null>(null);
  const id = useId();
  const submit = () => {
    const refused = props.onSubmit(value.trim());
    if (refused === null) props.onClose();
    else setRefusal(refused);
  };
  return (
    <Dialog.Root open onOpenChange={props.onClose}>
      <Dialog.Portal container={layer}>
        <Dialog.Overlay className="motet-veil" />
        <Dialog.Content
          className="motet-dialog motet-line-dialog"
          data-motet-part={part}
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
              maxLength={maxLength}
              inputMode={inputMode}
              placeholder={placeholder}
              value={value}
              aria-invalid={refusal !== null}
              aria-describedby={`${id}-hint`}
              onChange={(event) => {
                setValue(event.target.value);
                setRefusal(null);
              }}
            />
            <p
              id={`${id}-hint`}
              className={refusal === null ? undefined : "motet-refused"}
              role={refusal === null ? undefined : "alert"}
            >
              {refusal ?? hint}
            </p>
            <div className="motet-link-form-actions">
              <Dialog.Close type="button" className="motet-action">
                {props.cancel}
              </Dialog.Close>
              <button type="submit" className="motet-action motet-action-main">
                {props.apply}
              </button>
            </div>
          </form>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
