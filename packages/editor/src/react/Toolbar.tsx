import { Toolbar as RadixToolbar } from "radix-ui";
import { Fragment, type ReactNode, useMemo } from "react";
import { type Command, TOOLBAR_GROUPS } from "../core/command.js";
import { BlockTypeMenu } from "./BlockTypeMenu.js";
import { CommandButton } from "./CommandButton.js";
import { useCollaboration, useEditorContext, useStore } from "./context.js";

export interface ToolbarProps {
  readonly className?: string | undefined;
  /** More buttons, after the editor's own. Use `Toolbar.Button` of radix-ui, so that the arrow keys reach them. */
  readonly children?: ReactNode;
}

/** The formatting toolbar: one stop of the Tab key, arrow keys within. Not shown where the document is only read. */
export function Toolbar({ className, children }: ToolbarProps): ReactNode {
  const { strings, extensions } = useEditorContext();
  const collaboration = useCollaboration();
  const mode = useStore(collaboration?.mode, "edit");
  const [first = [], ...others] = useMemo(() => groupsOf(extensions.commands), [extensions]);
  if (mode === "read") return null;
  return (
    <div className={className ? `motet-toolbar ${className}` : "motet-toolbar"} data-motet-part="toolbar">
      <RadixToolbar.Root className="motet-toolbar-row" aria-label={strings.toolbarLabel}>
        <Group commands={first} />
        <Separator />
        <BlockTypeMenu />
        {others.map((commands) => (
          <Fragment key={commands[0]?.id}>
            <Separator />
            <Group commands={commands} />
          </Fragment>
        ))}
        {extensions.toolbarViews.map((View, at) => (
          <View key={at} />
        ))}
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

/** The groups of the toolbar, each with the commands that are in it. */
function groupsOf(commands: readonly Command[]): readonly (readonly Command[])[] {
  const groups = new Map<string, Command[]>(TOOLBAR_GROUPS.map((group) => [group, []]));
  for (const command of commands) {
    const group = command.places?.toolbar;
    if (group !== undefined) groups.set(group, [...(groups.get(group) ?? []), command]);
  }
  return [...groups.values()];
}
