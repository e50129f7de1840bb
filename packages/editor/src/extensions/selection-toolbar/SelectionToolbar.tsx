import {
  COMMAND_PRIORITY_HIGH,
  COMMAND_PRIORITY_NORMAL,
  KEY_ESCAPE_COMMAND,
  type LexicalEditor,
  mergeRegister,
  type RangeSelection,
} from "lexical";
import { Popover, Toolbar } from "radix-ui";
import { type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import type { ViewProps } from "../../core/extension.js";
import { FOCUS_TOOLBAR_COMMAND } from "../../core/focus-toolbar.js";
import { selectedRange } from "../../core/selected-range.js";
import { textWindow } from "../../core/text-window.js";
import { BlockTypeMenu } from "../../react/BlockTypeMenu.js";
import { CommandButton } from "../../react/CommandButton.js";
import { useEditorContext, useStrings } from "../../react/context.js";
import { SELECTION_TOOLBAR_STRINGS } from "./selection-toolbar-strings.js";
import { watchSelectedText } from "./watch-selected-text.js";

/** What can be done to selected words, above them. Where there is no pointer but a finger, the system shows its own there. */
export function SelectionToolbar({ editor, isEditable }: ViewProps): ReactNode {
  const { layer, extensions } = useEditorContext();
  const strings = useStrings(SELECTION_TOOLBAR_STRINGS);
  const [selected, setSelected] = useState<RangeSelection>();
  const [isClosed, setClosed] = useState(false);
  const isHere = useFocusHere(editor);
  const content = useRef<HTMLDivElement>(null);
  const isOpen = isEditable && selected !== undefined && !isClosed && isHere && !hasFinger();

  useEffect(
    () =>
      watchSelectedText(editor, (next) => {
        setSelected(next);
        // Closed by its reader, it stays so until something else is selected.
        if (next === undefined) setClosed(false);
      }),
    [editor],
  );
  useEffect(() => {
    if (!isOpen) return;
    return mergeRegister(
      editor.registerCommand(
        FOCUS_TOOLBAR_COMMAND,
        () => {
          content.current?.querySelector<HTMLElement>("button")?.focus();
          return true;
        },
        COMMAND_PRIORITY_NORMAL,
      ),
      // Escape in the text closes the toolbar, and the focus stays.
      editor.registerCommand(
        KEY_ESCAPE_COMMAND,
        () => {
          setClosed(true);
          return true;
        },
        COMMAND_PRIORITY_HIGH,
      ),
    );
  }, [editor, isOpen]);

  const anchor = useMemo(
    () => ({ current: { getBoundingClientRect: () => placeOf(editor) } }),
    [editor, selected],
  );
  const root = editor.getRootElement();
  // Measuring lays the whole text out: only for what is shown.
  const edge = root === null || !isOpen ? 0 : Math.max(0, textWindow(root).top());
  return (
    <Popover.Root open={isOpen} onOpenChange={(open) => open || setClosed(true)}>
      <Popover.Anchor virtualRef={anchor} />
      <Popover.Portal container={layer}>
        <Popover.Content
          asChild
          role="toolbar"
          aria-label={strings.selectionToolbar}
          side="top"
          align="start"
          sideOffset={8}
          collisionPadding={{ top: edge + 4, bottom: 8, left: 8, right: 8 }}
          hideWhenDetached
          // Where the focus is decides, and the keys below.
          onInteractOutside={(event) => event.preventDefault()}
          onEscapeKeyDown={(event) => event.preventDefault()}
          onOpenAutoFocus={(event) => event.preventDefault()}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            // Whoever was in it goes on in the text; whoever is elsewhere stays there.
            if (document.activeElement === document.body) editor.focus();
          }}
        >
          <Toolbar.Root
            ref={content}
            className="motet-popover motet-selection-toolbar"
            data-motet-part="selection-toolbar"
            onKeyDown={(event) => {
              if (event.key !== "Escape") return;
              setClosed(true);
              editor.focus();
            }}
          >
            <BlockTypeMenu />
            <Toolbar.Separator className="motet-toolbar-separator" />
            {extensions.commands
              .filter(({ places }) => places?.selection === true)
              .map((command) => (
                <CommandButton key={command.id} command={command} />
              ))}
          </Toolbar.Root>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

/** Whether the focus is in the text, in this toolbar, or in the menu that it opens. */
function useFocusHere(editor: LexicalEditor): boolean {
  const [isHere, setHere] = useState(false);
  useEffect(() => {
    const look = () => {
      const { activeElement } = document;
      const root = editor.getRootElement();
      setHere(
        root !== null &&
          activeElement !== null &&
          (root.contains(activeElement) || activeElement.closest(PARTS) !== null),
      );
    };
    // After `focusout`, before the next element has the focus, nothing has.
    const lookLater = () => queueMicrotask(look);
    look();
    document.addEventListener("focusin", look);
    document.addEventListener("focusout", lookLater);
    return () => {
      document.removeEventListener("focusin", look);
      document.removeEventListener("focusout", lookLater);
    };
  }, [editor]);
  return isHere;
}

const PARTS = '[data-motet-part="selection-toolbar"], [data-motet-part="block-type-menu"]';

function hasFinger(): boolean {
  return globalThis.matchMedia?.("(pointer: coarse)").matches ?? false;
}

/** The first line of the selection that can be seen. */
function placeOf(editor: LexicalEditor): DOMRect {
  const root = editor.getRootElement();
  const range = selectedRange(editor);
  if (root === null || range === null) return new DOMRect();
  const top = textWindow(root).top();
  const lines = [...range.getClientRects()].filter(({ height, bottom }) => height > 0 && bottom > top);
  return lines[0] ?? range.getBoundingClientRect();
}
