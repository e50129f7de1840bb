import Ellipsis from "lucide-react/icons/ellipsis";
import { DropdownMenu, Toolbar as RadixToolbar } from "radix-ui";
import type { ReactNode } from "react";
import type { Command } from "../core/command.js";
import { CommandMenu, CommandMenuItem } from "./CommandMenu.js";
import { useStrings } from "./context.js";
import { Hint } from "./Hint.js";
import { useCommandState } from "./use-command-state.js";

/** What the toolbar has no room for. */
export function MoreMenu({ commands }: { readonly commands: readonly Command[] }): ReactNode {
  const strings = useStrings();
  const { editor } = useCommandState();
  return (
    <DropdownMenu.Root modal={false}>
      <Hint label={strings.toolbarMore}>
        <DropdownMenu.Trigger asChild>
          <RadixToolbar.Button
            className="motet-button motet-more"
            aria-label={strings.toolbarMore}
            aria-disabled={editor === undefined}
            onMouseDown={(event) => event.preventDefault()}
          >
            <Ellipsis size={18} aria-hidden="true" />
          </RadixToolbar.Button>
        </DropdownMenu.Trigger>
      </Hint>
      {editor !== undefined && (
        <CommandMenu part="more-menu" align="end">
          {(onChoose) =>
            commands.map((command) => (
              <CommandMenuItem key={command.id} command={command} onChoose={onChoose} />
            ))
          }
        </CommandMenu>
      )}
    </DropdownMenu.Root>
  );
}
