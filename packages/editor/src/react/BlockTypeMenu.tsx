import Check from "lucide-react/icons/check";
import ChevronDown from "lucide-react/icons/chevron-down";
import { Popover, Toolbar as RadixToolbar } from "radix-ui";
import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from "react";
import { $turnInto } from "../core/blocks.js";
import { type BlockTypeCommand, nameOf } from "../core/command.js";
import { isApple, shortcutLabel, shownShortcut } from "../core/shortcut.js";
import { useEditorContext } from "./context.js";
import { useCommandState } from "./use-command-state.js";

/** Shows the type of the block at the caret and changes it: a combobox that opens a list. */
export function BlockTypeMenu(): ReactNode {
  const {
    strings,
    layer,
    extensions: { blockTypes },
  } = useEditorContext();
  const { state, editor } = useCommandState();
  const [isOpen, setOpen] = useState(false);
  const list = useRef<HTMLDivElement>(null);
  const id = useId();
  const current = blockTypes.find(({ id }) => id === state.blockType);
  const apple = isApple();
  const choose = ({ blockType }: BlockTypeCommand) => {
    setOpen(false);
    editor?.update(() => $turnInto(blockType));
  };
  return (
    <Popover.Root open={isOpen && editor !== undefined} onOpenChange={setOpen}>
      <Popover.Trigger asChild>
        <RadixToolbar.Button
          className="motet-button motet-block-type"
          role="combobox"
          aria-label={strings.blockTypeLabel}
          aria-haspopup="listbox"
          aria-expanded={isOpen}
          aria-controls={id}
          aria-disabled={editor === undefined}
          onKeyDown={(event) => {
            if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
            event.preventDefault();
            setOpen(true);
          }}
        >
          <span>{current === undefined ? strings.paragraph : nameOf(current, strings)}</span>
          <ChevronDown className="motet-block-type-icon" size={16} aria-hidden="true" />
        </RadixToolbar.Button>
      </Popover.Trigger>
      <Popover.Portal container={layer}>
        <Popover.Content
          ref={list}
          id={id}
          className="motet-menu"
          data-motet-part="block-type-menu"
          role="listbox"
          aria-label={strings.blockTypeLabel}
          align="start"
          sideOffset={6}
          collisionPadding={8}
          onKeyDown={(event) => moveFocus(event, list.current)}
          onOpenAutoFocus={(event) => {
            event.preventDefault();
            const options = list.current;
            const first = options?.querySelector<HTMLElement>('[role="option"]');
            (options?.querySelector<HTMLElement>('[aria-selected="true"]') ?? first)?.focus();
          }}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            editor?.focus();
          }}
        >
          {blockTypes.map((command) => {
            const Icon = command.icon;
            const shortcut = shownShortcut(command.shortcuts, apple);
            return (
              <div
                key={command.id}
                className="motet-menu-item"
                role="option"
                tabIndex={-1}
                aria-selected={command === current}
                data-shortcut={shortcut && shortcutLabel(shortcut, apple, strings)}
                onClick={() => choose(command)}
                onPointerMove={(event) => event.currentTarget.focus()}
                onKeyDown={(event) => {
                  if (event.key !== "Enter" && event.key !== " ") return;
                  event.preventDefault();
                  choose(command);
                }}
              >
                <Icon size={16} aria-hidden="true" />
                <span>{nameOf(command, strings)}</span>
                {command === current && <Check className="motet-menu-check" size={16} aria-hidden="true" />}
              </div>
            );
          })}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

/** The arrow keys, Home, End and the first letter of a name move between the options; Tab closes, as Escape does. */
function moveFocus(event: KeyboardEvent, list: HTMLElement | null): void {
  const options = [...(list?.querySelectorAll<HTMLElement>('[role="option"]') ?? [])];
  const at = options.indexOf(document.activeElement as HTMLElement);
  const to = destination(event.key, at, options);
  if (to === undefined) return;
  event.preventDefault();
  to.focus();
}

function destination(key: string, at: number, options: readonly HTMLElement[]): HTMLElement | undefined {
  switch (key) {
    case "ArrowDown":
      return options[Math.min(at + 1, options.length - 1)];
    case "ArrowUp":
      return options[Math.max(at - 1, 0)];
    case "Home":
      return options[0];
    case "End":
      return options.at(-1);
    default: {
      if (key.length !== 1 || key === " ") return undefined;
      const letter = key.toLocaleLowerCase();
      const after = [...options.slice(at + 1), ...options.slice(0, at + 1)];
      return after.find((option) => option.textContent?.trim().toLocaleLowerCase().startsWith(letter));
    }
  }
}
