import { Toolbar as RadixToolbar } from "radix-ui";
import { Fragment, type ReactNode } from "react";
import { COMMANDS, type Command, type CommandGroup } from "../core/commands.js";
import { BlockTypeMenu } from "./BlockTypeMenu.js";
import { CommandButton } from "./CommandButton.js";
import { useCollaboration, useStore, useStrings } from "./context.js";
import { TableMenu } from "./TableMenu.js";

const GROUPS: readonly CommandGroup[] = ["text", "list", "block"];

export interface ToolbarProps {
  readonly className?: string | undefined;
  /** More buttons, after the editor's own. Use `Toolbar.Button` of radix-ui, so that the arrow keys reach them. */
  readonly children?: ReactNode;
}

/** The formatting toolbar: one stop of the Tab key, arrow keys within. Not shown where the document is only read. */
export function Toolbar({ className, children }: ToolbarProps): ReactNode {
  const strings = useStrings();
  const collaboration = useCollaboration();
  const mode = useStore(collaboration?.mode, "edit");
  if (mode === "read") return null;
  return (
    <div className={className ? `motet-toolbar ${className}` : "motet-toolbar"} data-motet-part="toolbar">
      <RadixToolbar.Root className="motet-toolbar-row" aria-label={strings.toolbarLabel}>
        <Group commands={inGroup("history")} />
        <Separator />
        <BlockTypeMenu />
        {GROUPS.map((group) => (
          <Fragment key={group}>
            <Separator />
            <Group commands={inGroup(group)} />
          </Fragment>
        ))}
        <TableMenu />
        {children}
      </RadixToolbar.Root>
    </div>
  );
}

function Group({ commands }: { readonly commands: readonly Command[] }): ReactNode {
  return (
    <div className="motet-toolbar-group">
      {commands.map((command) => (
        <CommandButton key={command.id} command={command} />
      ))}
    </div>
  );
}

function Separator(): ReactNode {
  return <RadixToolbar.Separator className="motet-toolbar-separator" />;
}

function inGroup(group: CommandGroup): readonly Command[] {
  return COMMANDS.filter((command) => command.group === group);
}
