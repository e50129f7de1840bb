import Settings from "lucide-react/icons/table-2";
import { DropdownMenu, Toolbar as RadixToolbar } from "radix-ui";
import type { ReactNode } from "react";
import { TABLE_ACTIONS } from "../core/tables.js";
import { useEditorContext } from "./context.js";
import { Hint } from "./Hint.js";
import { useCommandState } from "./use-command-state.js";

/** What can be done to the table at the caret: a menu in the toolbar, there only while the caret is in one. */
export function TableMenu(): ReactNode {
  const { strings, layer } = useEditorContext();
  const { state, target } = useCommandState();
  if (!state.table || target === undefined) return null;
  return (
    <DropdownMenu.Root modal={false}>
      <Hint label={strings.tableActions}>
        <DropdownMenu.Trigger asChild>
          <RadixToolbar.Button
            className="motet-button"
            aria-label={strings.tableActions}
            onMouseDown={(event) => event.preventDefault()}
          >
            <Settings size={18} aria-hidden="true" />
          </RadixToolbar.Button>
        </DropdownMenu.Trigger>
      </Hint>
      <DropdownMenu.Portal container={layer}>
        <DropdownMenu.Content
          className="motet-menu"
          data-motet-part="table-menu"
          align="start"
          sideOffset={6}
          collisionPadding={8}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            target.editor.focus();
          }}
        >
          {TABLE_ACTIONS.map(({ id, $run }) => (
            <DropdownMenu.Item
              key={id}
              className="motet-menu-item"
              onSelect={() => target.editor.update($run)}
            >
              <span>{strings[id]}</span>
            </DropdownMenu.Item>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
