import Check from "lucide-react/icons/check";
import ChevronDown from "lucide-react/icons/chevron-down";
import { Toolbar as RadixToolbar, Select } from "radix-ui";
import type { ReactNode } from "react";
import { BLOCK_TYPES } from "../core/commands.js";
import { isApple, shortcutLabel } from "../core/shortcut.js";
import { useEditorContext } from "./context.js";
import { ICONS } from "./icons.js";
import { useCommandState } from "./use-command-state.js";

/** Shows the type of the block at the caret and changes it. */
export function BlockTypeMenu(): ReactNode {
  const { strings, layer } = useEditorContext();
  const { state, target } = useCommandState();
  const current = BLOCK_TYPES.find((command) => command.blockType === state.block);
  const apple = isApple();
  const choose = (id: string) => {
    const command = BLOCK_TYPES.find((each) => each.id === id);
    // A second choice of the same type must not turn a list back into paragraphs.
    if (target !== undefined && command !== undefined && command !== current) command.run(target);
  };
  return (
    <Select.Root value={current?.id ?? "paragraph"} onValueChange={choose} disabled={target === undefined}>
      <RadixToolbar.Button asChild disabled={target === undefined}>
        <Select.Trigger className="motet-button motet-block-type" aria-label={strings.blockTypeLabel}>
          <Select.Value>{strings[current?.label ?? "paragraph"]}</Select.Value>
          <Select.Icon className="motet-block-type-icon">
            <ChevronDown size={16} aria-hidden="true" />
          </Select.Icon>
        </Select.Trigger>
      </RadixToolbar.Button>
      <Select.Portal container={layer}>
        <Select.Content
          className="motet-menu"
          data-motet-part="block-type-menu"
          position="popper"
          sideOffset={6}
          collisionPadding={8}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            target?.editor.focus();
          }}
        >
          <Select.Viewport>
            {BLOCK_TYPES.map((command) => {
              const Icon = ICONS[command.icon];
              const [shortcut] = command.shortcuts;
              return (
                <Select.Item key={command.id} value={command.id} className="motet-menu-item">
                  <Icon size={16} aria-hidden="true" />
                  <Select.ItemText>{strings[command.label]}</Select.ItemText>
                  {shortcut && (
                    <span className="motet-key" aria-hidden="true">
                      {shortcutLabel(shortcut, apple, strings)}
                    </span>
                  )}
                  <Select.ItemIndicator className="motet-menu-check">
                    <Check size={16} aria-hidden="true" />
                  </Select.ItemIndicator>
                </Select.Item>
              );
            })}
          </Select.Viewport>
        </Select.Content>
      </Select.Portal>
    </Select.Root>
  );
}
