import { Tooltip } from "radix-ui";
import type { ReactElement, ReactNode } from "react";
import { useEditorContext } from "./context.js";

export interface HintProps {
  readonly label: string;
  readonly shortcut?: string | undefined;
  /** One element, which the hint is about. */
  readonly children: ReactElement;
}

/** The name and shortcut of a button, shown when it is pointed at or focused. */
export function Hint({ label, shortcut, children }: HintProps): ReactNode {
  const { layer } = useEditorContext();
  return (
    <Tooltip.Root>
      <Tooltip.Trigger asChild>{children}</Tooltip.Trigger>
      <Tooltip.Portal container={layer}>
        <Tooltip.Content className="motet-hint" sideOffset={6} collisionPadding={8}>
          {label}
          {shortcut && <span className="motet-key">{shortcut}</span>}
        </Tooltip.Content>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}
