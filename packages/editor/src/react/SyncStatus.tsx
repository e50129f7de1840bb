import { Popover } from "radix-ui";
import { memo, type ReactNode, useEffect, useMemo, useState } from "react";
import { createStatusAnnouncer } from "../core/status-announcer.js";
import { lineKind, statusText } from "../core/status-text.js";
import { useCollaboration, useDerived, useEditorContext, useStore } from "./context.js";
import { SavePanel } from "./SavePanel.js";
import { useSteady } from "./use-steady.js";

export interface SyncStatusProps {
  readonly className?: string | undefined;
}

/**
 * Says whether what was typed is safe; behind it is a panel that says more. Its text changes at once; only trouble that
 * lasts is spoken to screen readers.
 */
export const SyncStatus = memo(function SyncStatus({ className }: SyncStatusProps): ReactNode {
  const { strings, layer } = useEditorContext();
  const collaboration = useCollaboration();
  const mode = useStore(collaboration?.mode, "edit");
  // The figures behind it change with every key: only the panel shows them.
  const kind = useSteady(useDerived(collaboration?.status, (status) => lineKind(status, mode)));
  const [isOpen, setOpen] = useState(false);
  const [spoken, setSpoken] = useState("");
  const announcer = useMemo(
    () => createStatusAnnouncer({ speak: (each) => setSpoken(statusText(each, "edit", strings)) }),
    [strings],
  );
  useEffect(() => announcer.receive(kind), [announcer, kind]);
  useEffect(() => () => announcer.dispose(), [announcer]);
  return (
    <Popover.Root open={isOpen && collaboration !== undefined} onOpenChange={setOpen}>
      <div className={className ? `motet-status-line ${className}` : "motet-status-line"}>
        <div
          className="motet-status"
          data-motet-part="status"
          data-motet-status={kind}
          role="status"
          aria-label={strings.statusLabel}
          aria-live="off"
        >
          {statusText(kind, mode, strings)}
        </div>
        <Popover.Trigger className="motet-status-button" aria-label={strings.saveDetails} />
        <span className="motet-hidden" aria-live="polite" data-motet-part="announcer">
          {spoken}
        </span>
      </div>
      <Popover.Portal container={layer}>
        <Popover.Content
          className="motet-popover motet-save"
          data-motet-part="save-panel"
          aria-label={strings.saveDetails}
          align="start"
          sideOffset={6}
          collisionPadding={8}
        >
          {collaboration !== undefined && <SavePanel collaboration={collaboration} kind={kind} />}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
});
