import { Toolbar as RadixToolbar } from "radix-ui";
import type { ReactNode } from "react";
import type { Command } from "../core/commands.js";
import { ariaShortcut, isApple, shortcutLabel } from "../core/shortcut.js";
import { useStrings } from "./context.js";
import { Hint } from "./Hint.js";
import { ICONS } from "./icons.js";
import { useCommandState } from "./use-command-state.js";

/** A toolbar button made from an entry of the command table. */
export function CommandButton({ command }: { readonly command: Command }): ReactNode {
  const strings = useStrings();
  const { state, target } = useCommandState();
  const isEnabled = target !== undefined && command.isEnabled(state);
  const isPressed = command.isActive?.(state);
  const Icon = ICONS[command.icon];
  const label = strings[command.label];
  const [shortcut] = command.shortcuts;
  const apple = isApple();
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
          if (isEnabled) command.run(target);
        }}
      >
        <Icon size={18} aria-hidden="true" />
      </RadixToolbar.Button>
    </Hint>
  );
}
