import { COMMAND_PRIORITY_EDITOR } from "lexical";
import { Toolbar as RadixToolbar } from "radix-ui";
import { Fragment, type KeyboardEvent, memo, type ReactNode, useEffect, useMemo, useRef } from "react";
import { type Command, TOOLBAR_GROUPS } from "../core/command.js";
import { FOCUS_TOOLBAR_COMMAND } from "../core/focus-toolbar.js";
import { BlockTypeMenu } from "./BlockTypeMenu.js";
import { CommandButton } from "./CommandButton.js";
import { useCollaboration, useEditorContext, useStore } from "./context.js";
import { MoreMenu } from "./MoreMenu.js";
import { useFittingCount } from "./use-fitting-count.js";
import { useKeyboardInset } from "./use-keyboard-inset.js";

export interface ToolbarProps {
  readonly className?: string | undefined;
  /** More buttons, after the editor's own. Use `Toolbar.Button` of radix-ui, so that the arrow keys reach them. */
  readonly children?: ReactNode;
}

/**
 * The formatting toolbar: one stop of the Tab key, arrow keys within, and behind “More” what there is no room for. On phones it is
 * at the bottom, above the keyboard. Not shown where the document is only read.
 */
export const Toolbar = memo(function Toolbar(props: ToolbarProps): ReactNode {
  const mode = useStore(useCollaboration()?.mode, "edit");
  return mode === "read" ? null : <Bar {...props} />;
});

function Bar({ className, children }: ToolbarProps): ReactNode {
  const { strings, extensions } = useEditorContext();
  const body = useStore(useCollaboration()?.body, undefined);
  const frame = useRef<HTMLDivElement>(null);
  const row = useRef<HTMLDivElement>(null);
  const extras = useRef<HTMLDivElement>(null);
  const [first = [], ...others] = useMemo(() => groupsOf(extensions.commands), [extensions]);
  const all = useMemo(() => [first, ...others].flat(), [first, others]);
  const count = useFittingCount(all.length, row, extras);
  useKeyboardInset(frame);

  const editor = body?.editor;
  useEffect(
    () =>
      editor?.registerCommand(
        FOCUS_TOOLBAR_COMMAND,
        () => {
          row.current?.querySelector<HTMLElement>("button")?.focus();
          return true;
        },
        COMMAND_PRIORITY_EDITOR,
      ),
    [editor],
  );
  const leave = (event: KeyboardEvent) => {
    if (event.key === "Escape" && !event.defaultPrevented) editor?.focus();
  };
  const fitting = (commands: readonly Command[]) => commands.filter((each) => all.indexOf(each) < count);
  return (
    <div
      ref={frame}
      className={className ? `motet-toolbar ${className}` : "motet-toolbar"}
      data-motet-part="toolbar"
    >
      <RadixToolbar.Root
        ref={row}
        className="motet-toolbar-row"
        aria-label={strings.toolbarLabel}
        onKeyDown={leave}
      >
        <Group commands={fitting(first)} />
        {first.length > 0 && <Separator />}
        <BlockTypeMenu />
        {others
          .map(fitting)
          .filter((commands) => commands.length > 0)
          .map((commands) => (
            <Fragment key={commands[0]?.id}>
              <Separator />
              <Group commands={commands} />
            </Fragment>
          ))}
        <div ref={extras} className="motet-toolbar-group">
          {extensions.toolbarViews.map((View, at) => (
            <View key={at} />
          ))}
          {children}
        </div>
        {count < all.length && <MoreMenu commands={all.slice(count)} />}
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
