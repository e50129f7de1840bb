import { DropdownMenu } from "radix-ui";
import { type ReactNode, useRef } from "react";
import { type Command, nameOf } from "../core/command.js";
import { isApple, shortcutLabel, shownShortcut } from "../core/shortcut.js";
import { useEditorContext } from "./context.js";
import { useCommandState } from "./use-command-state.js";

interface ContentProps {
  /** `data-motet-part` of the menu. */
  readonly part: string;
  readonly align?: "start" | "end";
  /** Items of the menu; they choose through `onChoose`. */
  readonly children: (onChoose: (command: Command) => void) => ReactNode;
  /** What choosing a command does, once the menu is gone and the focus is back in the text; by default it runs. */
  readonly run?: (command: Command) => void;
}

/** A menu of commands. The one that is chosen acts when the text has the focus again: it may open a dialog that wants it. */
export function CommandMenu({ part, align = "start", children, run }: ContentProps): ReactNode {
  const { layer } = useEditorContext();
  const { editor } = useCommandState();
  const chosen = useRef<Command | undefined>(undefined);
  return (
    <DropdownMenu.Portal container={layer}>
      <DropdownMenu.Content
        className="motet-menu"
        data-motet-part={part}
        align={align}
        sideOffset={6}
        collisionPadding={8}
        onCloseAutoFocus={(event) => {
          event.preventDefault();
          const command = chosen.current;
          chosen.current = undefined;
          editor?.focus();
          if (command !== undefined && editor !== undefined) (run ?? (({ run }) => run(editor)))(command);
        }}
      >
        {children((command) => {
          chosen.current = command;
        })}
      </DropdownMenu.Content>
    </DropdownMenu.Portal>
  );
}

interface ItemProps {
  readonly command: Command;
  readonly onChoose: (command: Command) => void;
}

export function CommandMenuItem({ command, onChoose }: ItemProps): ReactNode {
  const { strings } = useEditorContext();
  const { state } = useCommandState();
  const apple = isApple();
  const shortcut = shownShortcut(command.shortcuts, apple);
  const { icon: Icon, isActive } = command;
  const shared = {
    className: "motet-menu-item",
    "data-motet-command": command.id,
    "data-shortcut": shortcut && shortcutLabel(shortcut, apple, strings),
    disabled: !(command.isEnabled?.(state) ?? true),
    onSelect: () => onChoose(command),
  };
  const content = (
    <>
      <Icon size={16} aria-hidden="true" />
      <span>{nameOf(command, strings)}</span>
    </>
  );
  return isActive === undefined ? (
    <DropdownMenu.Item {...shared}>{content}</DropdownMenu.Item>
  ) : (
    <DropdownMenu.CheckboxItem {...shared} checked={isActive(state)}>
      {content}
    </DropdownMenu.CheckboxItem>
  );
}
