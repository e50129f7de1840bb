import { $getNodeByKey, COMMAND_PRIORITY_EDITOR, type LexicalEditor } from "lexical";
import GripVertical from "lucide-react/icons/grip-vertical";
import Plus from "lucide-react/icons/plus";
import Replace from "lucide-react/icons/replace";
import { DropdownMenu } from "radix-ui";
import { type PointerEvent, type ReactNode, useCallback, useEffect, useRef, useState } from "react";
import { $turnInto } from "../../core/blocks.js";
import { isBlockTypeCommand } from "../../core/command.js";
import { OWN_STEP } from "../../core/own-step.js";
import { $selectBlock } from "../../core/select-block.js";
import { $chosenStretch, $nodesOf, $stretchOf } from "../../core/stretch.js";
import { CommandMenu, CommandMenuItem } from "../../react/CommandMenu.js";
import { useCollaboration, useEditorContext, useStore, useStrings } from "../../react/context.js";
import { BLOCK_HANDLE_STRINGS } from "./block-handle-strings.js";
import { dragBlocks } from "./drag-blocks.js";
import { $chosenNames, $followBlock, type BlockId } from "./follow-blocks.js";
import { $insertBelow } from "./insert-below.js";
import { OPEN_BLOCK_MENU_COMMAND } from "./open-block-menu.js";
import { $blockAtCaret, type BlockPlace, placeOf, watchPointedBlock } from "./pointed-block.js";

export interface BlockHandleProps {
  readonly editor: LexicalEditor;
  /** Whether the menu of the block at the caret is to be open from the beginning. */
  readonly isAsked: boolean;
  /** What the menu was opened for is not there any more. */
  readonly onGone: () => void;
}

/** What is beside the block at the height of the pointer, and its menu; by keyboard the menu comes alone, at the block of the caret. */
export function BlockHandle({ editor, isAsked, onGone }: BlockHandleProps): ReactNode {
  const { extensions, layer } = useEditorContext();
  const strings = useStrings(BLOCK_HANDLE_STRINGS);
  const [place, setPlace] = useState<BlockPlace | null>(null);
  const [isOpen, setOpen] = useState(false);
  const [line, setLine] = useState<number | null>(null);
  const wasDragged = useRef(false);
  const [isPressed, setPressed] = useState(false);
  const isHeld = isOpen || isPressed;
  const binding = useStore(useStore(useCollaboration()?.body, undefined)?.binding, undefined);
  const $blockId = useCallback<BlockId>((node) => binding?.$blockId(node) ?? null, [binding]);
  /** Of what the menu has been opened for. */
  const names = useRef<ReadonlySet<string>>(new Set());

  useEffect(() => {
    if (!isHeld) return watchPointedBlock(editor, setPlace);
  }, [editor, isHeld]);
  useEffect(() => {
    const open = (): boolean => {
      const key = editor.read(() => $blockAtCaret()?.getKey());
      const found = key === undefined ? null : placeOf(editor, key);
      setPlace(found);
      setOpen(found !== null);
      return true;
    };
    if (isAsked) open();
    return editor.registerCommand(OPEN_BLOCK_MENU_COMMAND, open, COMMAND_PRIORITY_EDITOR);
  }, [editor, isAsked]);

  useEffect(() => {
    if (isOpen) names.current = editor.read(() => $chosenNames($blockId));
  }, [editor, $blockId, isOpen]);

  if (place === null) return null;
  const select = (): void => editor.update(() => $choose(place), { discrete: true });
  const grab = (event: PointerEvent<HTMLElement>): void => {
    // Radix would open the menu now: it opens when this turns out to be no drag.
    event.preventDefault();
    wasDragged.current = false;
    if (event.button !== 0) return;
    setPressed(true);
    dragBlocks(event.nativeEvent, event.currentTarget, {
      editor,
      $block: editor.read(() => $followBlock(place.key, $blockId)),
      onLine: (top) => {
        wasDragged.current = true;
        setLine(top);
      },
      onEnd: () => {
        setPressed(false);
        setLine(null);
        // What was moved is elsewhere now.
        if (wasDragged.current) setPlace(null);
      },
    });
  };
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset brings a look and a border of its own. */}
      <div
        className="motet-block-handle"
        data-motet-part="block-handle"
        role="group"
        aria-label={strings.blockHandle}
        style={{ top: place.top + place.middle }}
      >
        {/* Not in the order of the Tab key: by keyboard there is the command, and the insert menu. */}
        <button
          type="button"
          className="motet-block-grip"
          aria-label={strings.blockInsertBelow}
          title={strings.blockInsertBelow}
          tabIndex={-1}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => {
            setPlace(null);
            editor.update(() => $insertBelow(place.key), OWN_STEP);
            editor.focus();
          }}
        >
          <Plus size={16} aria-hidden="true" />
        </button>
        <DropdownMenu.Root modal={false} open={isOpen} onOpenChange={setOpen}>
          <DropdownMenu.Trigger asChild>
            <button
              type="button"
              className="motet-block-grip"
              aria-label={strings.blockMenu}
              title={strings.blockMenuOpen}
              tabIndex={-1}
              onPointerDown={grab}
              onClick={() => {
                if (wasDragged.current) return;
                select();
                setOpen(true);
              }}
            >
              <GripVertical size={16} aria-hidden="true" />
            </button>
          </DropdownMenu.Trigger>
          <CommandMenu
            part="block-menu"
            run={({ run }) => {
              // The block may be elsewhere now, or nowhere: then the caret is in another one, which nobody meant.
              setPlace(null);
              const chosen = editor.read(() => $chosenNames($blockId));
              const isMeant = [...chosen].every((name) => names.current.has(name));
              if (isMeant) run(editor);
              else onGone();
            }}
          >
            {(onChoose) => (
              <>
                <DropdownMenu.Sub>
                  <DropdownMenu.SubTrigger className="motet-menu-item">
                    <Replace size={16} aria-hidden="true" />
                    <span>{strings.blockTurnInto}</span>
                    <span className="motet-menu-more" aria-hidden="true" />
                  </DropdownMenu.SubTrigger>
                  <DropdownMenu.Portal container={layer}>
                    <DropdownMenu.SubContent
                      className="motet-menu"
                      data-motet-part="turn-into-menu"
                      collisionPadding={8}
                    >
                      {extensions.commands.filter(isBlockTypeCommand).map((command) => (
                        <CommandMenuItem
                          key={command.id}
                          command={command}
                          onChoose={() =>
                            onChoose({
                              ...command,
                              run: () => editor.update(() => $turnInto(command.blockType), OWN_STEP),
                            })
                          }
                        />
                      ))}
                    </DropdownMenu.SubContent>
                  </DropdownMenu.Portal>
                </DropdownMenu.Sub>
                {extensions.commands
                  .filter(({ places }) => places?.block === true)
                  .map((command) => (
                    <CommandMenuItem key={command.id} command={command} onChoose={onChoose} />
                  ))}
              </>
            )}
          </CommandMenu>
        </DropdownMenu.Root>
      </div>
      {line !== null && <div className="motet-drop-line" data-motet-part="drop-line" style={{ top: line }} />}
    </>
  );
}

/** Selects the block, unless what is selected holds it. */
function $choose({ key }: BlockPlace): void {
  const block = $getNodeByKey(key);
  const chosen = $chosenStretch();
  if (block === null || (chosen !== null && $nodesOf(chosen).some((node) => node.is(block)))) return;
  $selectBlock($stretchOf(block).first);
}
