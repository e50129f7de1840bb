import { COMMAND_PRIORITY_EDITOR } from "lexical";
import X from "lucide-react/icons/x";
import { Dialog } from "radix-ui";
import { type ReactNode, useEffect, useId, useState } from "react";
import { type Command, nameOf } from "../../core/command.js";
import type { ViewProps } from "../../core/extension.js";
import { isApple, shortcutLabel, shownShortcut } from "../../core/shortcut.js";
import { useEditorContext, useStrings } from "../../react/context.js";
import { OPEN_SHORTCUT_HELP_COMMAND } from "./open-shortcut-help.js";
import { SHORTCUT_HELP_STRINGS } from "./shortcut-help-strings.js";

/** All commands that have a shortcut, made from their table. */
export function ShortcutHelp({ editor }: ViewProps): ReactNode {
  const { layer, extensions } = useEditorContext();
  const strings = useStrings(SHORTCUT_HELP_STRINGS);
  const [isOpen, setOpen] = useState(false);
  useEffect(
    () =>
      editor.registerCommand(
        OPEN_SHORTCUT_HELP_COMMAND,
        () => {
          setOpen(true);
          return true;
        },
        COMMAND_PRIORITY_EDITOR,
      ),
    [editor],
  );
  const apple = isApple();
  const known = extensions.commands.filter(({ shortcuts }) => shownShortcut(shortcuts, apple) !== undefined);
  return (
    <Dialog.Root open={isOpen} onOpenChange={setOpen}>
      <Dialog.Portal container={layer}>
        <Dialog.Overlay className="motet-veil" />
        <Dialog.Content
          className="motet-dialog"
          data-motet-part="shortcut-help"
          aria-describedby={undefined}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            editor.focus();
          }}
        >
          <div className="motet-dialog-head">
            <Dialog.Title className="motet-dialog-title">{strings.shortcutHelp}</Dialog.Title>
            <Dialog.Close className="motet-button" aria-label={strings.shortcutHelpClose}>
              <X size={18} aria-hidden="true" />
            </Dialog.Close>
          </div>
          <div className="motet-shortcuts">
            {SECTIONS.map((section) => (
              <Section
                key={section}
                name={strings[section]}
                commands={known.filter((each) => sectionOf(each) === section)}
              />
            ))}
          </div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

const SECTIONS = ["shortcutHelpText", "shortcutHelpBlocks", "shortcutHelpOther"] as const;

function sectionOf({ blockType, isActive }: Command): (typeof SECTIONS)[number] {
  if (blockType !== undefined) return "shortcutHelpBlocks";
  return isActive === undefined ? "shortcutHelpOther" : "shortcutHelpText";
}

function Section({
  name,
  commands,
}: {
  readonly name: string;
  readonly commands: readonly Command[];
}): ReactNode {
  const { strings } = useEditorContext();
  const id = useId();
  const apple = isApple();
  return (
    <section aria-labelledby={id}>
      <h3 id={id} className="motet-menu-section">
        {name}
      </h3>
      <dl>
        {commands.map((command) => (
          <div key={command.id}>
            <dt>{nameOf(command, strings)}</dt>
            <dd>
              {(command.shortcuts ?? [])
                .filter((shortcut) => shownShortcut([shortcut], apple))
                .map((shortcut) => shortcutLabel(shortcut, apple, strings))
                .map((label) => (
                  <kbd key={label} className="motet-key">
                    {label}
                  </kbd>
                ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
