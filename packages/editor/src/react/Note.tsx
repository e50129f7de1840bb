import { type ReactNode, useEffect } from "react";
import { createPortal } from "react-dom";
import { useEditorContext } from "./context.js";

/** How long it stays. */
const SHOWN_MS = 4_000;

export interface NoteProps {
  /** What is said; nothing: there is no note. */
  readonly children: string | undefined;
  readonly onEnd: () => void;
}

/** A short word about what was just done, seen and heard, that goes by itself. */
export function Note({ children, onEnd }: NoteProps): ReactNode {
  const { layer } = useEditorContext();
  useEffect(() => {
    if (children === undefined) return;
    const timer = setTimeout(onEnd, SHOWN_MS);
    return () => clearTimeout(timer);
  }, [children, onEnd]);
  if (layer === null) return null;
  return createPortal(
    <div className="motet-note" role="status" data-motet-part="note">
      {children && <span>{children}</span>}
    </div>,
    layer,
  );
}
