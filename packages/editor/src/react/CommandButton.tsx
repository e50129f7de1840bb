import { Toolbar as RadixToolbar } from "radix-ui";
import type { ReactNode } from "react";
import { type Command, nameOf } from "../core/command.js";
import { ariaShortcut, isApple, shortcutLabel, shownShortcut } from "../core/shortcut.js";
import { useStrings } from "./context.js";
import { Hint } from "./Hint.js";
import { useCommandState } from "./use-command-state.js";

/** A toolbar button made from an entry of the command table. */
export function CommandButton({ command }: { readonly command: Command }): ReactNode {
  const strings = useStrings();
  const { state, editor } = useCommandState();
  const isEnabled = editor !== undefined && (command.isEnabled?.(state) ?? true);
  const isPressed = command.isActive?.(state);
  const Icon = command.icon;
  const label = nameOf(command, strings);
  const apple = isApple();
  const shortcut = shownShortcut(command.shortcuts, apple);
  return (
    <Hint label={label} shortcut={shortcut && shortcutLabel(shortcut, apple, strings)}>
      <RadixToolbar.Button
        className="motet-button"
        data-motet-command={command.id}
        aria-label={label}
        aria-keyshortcuts={shortcut && ariaShortcut(shortcut, apple)}
        aria-pressed={isPressed}
        // Not `disabled`: a button that disabled itself under the focus would lose it.
        aria-disabled={!isEnabled}
        onMouseDown={(event) => event.preventDefault()}
        onClick={() => {
          if (isEnabled) command.run(editor);
        }}
      >
        <Icon size={18} aria-hidden="true" />
      </RadixToolbar.Button>
    </Hint>
  );
}
