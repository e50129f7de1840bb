import { memo, type ReactNode, useEffect, useRef, useState } from "react";
import { bindTitleField } from "../core/title-field.js";
import { useCollaboration, useStore, useStrings } from "./context.js";

export interface TitleFieldProps {
  readonly className?: string | undefined;
}

/**
 * The document's title: the page's first heading, one line that wraps where there is no room,
 * written together like the text.
 */
export const TitleField = memo(function TitleField({ className }: TitleFieldProps): ReactNode {
  const strings = useStrings();
  const collaboration = useCollaboration();
  const isEditable = useStore(collaboration?.isEditable, false);
  const phase = useStore(collaboration?.phase, LOADING);
  const field = useRef<HTMLTextAreaElement>(null);
  const [shown, setShown] = useState("");

  useEffect(() => {
    if (collaboration === undefined || field.current === null) return;
    return bindTitleField({
      field: field.current,
      text: collaboration.title,
      onShow: setShown,
      onLeave: () => collaboration.body.get().focusStart(),
    });
  }, [collaboration]);

  return (
    <h1
      className={className ? `motet-title ${className}` : "motet-title"}
      aria-label={shown || strings.titlePlaceholder}
      data-motet-part="title"
      data-value={shown}
    >
      <textarea
        ref={field}
        className="motet-title-field"
        rows={1}
        dir="auto"
        aria-label={strings.titleLabel}
        aria-multiline="false"
        placeholder={phase.kind === "loading" ? "" : strings.titlePlaceholder}
        readOnly={!isEditable}
        aria-busy={phase.kind === "loading"}
        spellCheck
        autoComplete="off"
      />
    </h1>
  );
});

const LOADING = { kind: "loading" } as const;
