import Settings from "lucide-react/icons/image-upscale";
import { DropdownMenu, Toolbar as RadixToolbar } from "radix-ui";
import type { ReactNode } from "react";
import { useEditorContext, useStrings } from "../../react/context.js";
import { Hint } from "../../react/Hint.js";
import { useCommandState } from "../../react/use-command-state.js";
import { IMAGE_STRINGS } from "./image-strings.js";
import { OPEN_IMAGE_FORM_COMMAND } from "./image-uploads.js";
import { IMAGE_ACTIONS, type ImageActionId, runImageAction } from "./images.js";

/** What can be done to the picture at the caret: a menu in the toolbar, there only while the caret is in a caption. */
export function ImageMenu(): ReactNode {
  const { layer } = useEditorContext();
  const strings = useStrings(IMAGE_STRINGS);
  const { state, editor } = useCommandState();
  if (!state.within.has("motet-image") || editor === undefined) return null;
  return (
    <DropdownMenu.Root modal={false}>
      <Hint label={strings.imageActions}>
        <DropdownMenu.Trigger asChild>
          <RadixToolbar.Button
            className="motet-button"
            aria-label={strings.imageActions}
            onMouseDown={(event) => event.preventDefault()}
          >
            <Settings size={18} aria-hidden="true" />
          </RadixToolbar.Button>
        </DropdownMenu.Trigger>
      </Hint>
      <DropdownMenu.Portal container={layer}>
        <DropdownMenu.Content
          className="motet-menu"
          data-motet-part="image-menu"
          align="start"
          sideOffset={6}
          collisionPadding={8}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            editor.focus();
          }}
        >
          <DropdownMenu.Item
            className="motet-menu-item"
            onSelect={() => editor.dispatchCommand(OPEN_IMAGE_FORM_COMMAND, "alt")}
          >
            <span>{strings.imageAlt}</span>
          </DropdownMenu.Item>
          {ACTIONS.map((id) => (
            <DropdownMenu.Item
              key={id}
              className="motet-menu-item"
              onSelect={() => runImageAction(editor, id)}
            >
              <span>{strings[id]}</span>
            </DropdownMenu.Item>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

const ACTIONS = Object.keys(IMAGE_ACTIONS) as readonly ImageActionId[];
