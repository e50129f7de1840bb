import { bodyText } from "@motet/model";
import { type ReactNode, useMemo } from "react";
import { type Collaboration, MAX_BLOCKS } from "../core/collaboration.js";
import { useStrings } from "./context.js";

export interface TooLongPanelProps {
  readonly collaboration: Collaboration;
  readonly blocks: number;
}

/** In place of an editor for a document that no page can hold. */
export function TooLongPanel({ collaboration, blocks }: TooLongPanelProps): ReactNode {
  const strings = useStrings();
  const text = useMemo(() => bodyText(collaboration.ydoc), [collaboration]);
  return (
    <div className="motet-crash" data-motet-part="too-long">
      <h2>{strings.tooLongTitle}</h2>
      <p role="alert">
        {strings.tooLongExplanation
          .replace("{count}", blocks.toLocaleString())
          .replace("{most}", MAX_BLOCKS.toLocaleString())}
      </p>
      <textarea className="motet-crash-text" readOnly value={text} aria-label={strings.tooLongText} />
    </div>
  );
}
