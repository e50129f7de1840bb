import Settings from "lucide-react/icons/table-2";
import { DropdownMenu, Toolbar as RadixToolbar } from "radix-ui";
import type { ReactNode } from "react";
import { OWN_STEP } from "../../core/own-step.js";
import { useEditorContext, useStrings } from "../../react/context.js";
import { Hint } from "../../react/Hint.js";
import { useCommandState } from "../../react/use-command-state.js";
import { TABLE_STRINGS } from "./table-strings.js";
import { TABLE_ACTIONS } from "./tables.js";

/** What can be done to the table at the caret: a menu in the toolbar, there only while the caret is in one. */
export function TableMenu(): ReactNode {
  const { layer } = useEditorContext();
  const strings = useStrings(TABLE_STRINGS);
  const { state, editor } = useCommandState();
  if (!state.within.has("table") || editor === undefined) return null;
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
            editor.focus();
          }}
        >
          {TABLE_ACTIONS.map(({ id, $run }) => (
            <DropdownMenu.Item
              key={id}
              className="motet-menu-item"
              onSelect={() => editor.update($run, OWN_STEP)}
            >
              <span>{strings[id]}</span>
            </DropdownMenu.Item>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
