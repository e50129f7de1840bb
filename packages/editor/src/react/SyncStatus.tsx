import { type ReactNode, useEffect, useMemo, useState } from "react";
import { createStatusAnnouncer } from "../core/status-announcer.js";
import { shownKind, statusText } from "../core/status-text.js";
import { useCollaboration, useStore, useStrings } from "./context.js";

export interface SyncStatusProps {
  readonly className?: string | undefined;
}

/** Says whether what was typed is safe. Its text changes at once; only trouble that lasts is spoken to screen readers. */
export function SyncStatus({ className }: SyncStatusProps): ReactNode {
  const strings = useStrings();
  const collaboration = useCollaboration();
  const status = useStore(collaboration?.status, undefined);
  const mode = useStore(collaboration?.mode, "edit");
  const kind = shownKind(status?.kind ?? "connecting", mode);
  const [spoken, setSpoken] = useState("");
  const announcer = useMemo(
    () => createStatusAnnouncer({ speak: (each) => setSpoken(statusText(each, "edit", strings)) }),
    [strings],
  );
  useEffect(() => announcer.receive(kind), [announcer, kind]);
  useEffect(() => () => announcer.dispose(), [announcer]);
  return (
    <>
      <div
        className={className ? `motet-status ${className}` : "motet-status"}
        data-motet-part="status"
        data-motet-status={kind}
        role="status"
        aria-label={strings.statusLabel}
        aria-live="off"
      >
        {statusText(kind, mode, strings)}
      </div>
      <span className="motet-hidden" aria-live="polite" data-motet-part="announcer">
        {spoken}
      </span>
    </>
  );
}
