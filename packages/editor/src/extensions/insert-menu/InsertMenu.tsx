import { $getNodeByKey, $isTextNode, type LexicalEditor } from "lexical";
import { Popover } from "radix-ui";
import { type ReactNode, useEffect, useId, useMemo, useRef, useState } from "react";
import { $turnInto } from "../../core/blocks.js";
import type { Command } from "../../core/command.js";
import type { ViewProps } from "../../core/extension.js";
import { OWN_STEP } from "../../core/own-step.js";
import { useEditorContext, useStrings } from "../../react/context.js";
import { useCommandState } from "../../react/use-command-state.js";
import { findCommands } from "./find-commands.js";
import { InsertOptions } from "./InsertOptions.js";
import { INSERT_MENU_STRINGS } from "./insert-menu-strings.js";
import {
  $removeInsertQuery,
  type InsertQuery,
  type InsertQueryWatch,
  watchInsertQuery,
} from "./insert-query.js";
import { registerMenuKeys } from "./menu-keys.js";

/** What can be put in at a typed `/`, narrowed by what is typed after it. The focus stays in the text. */
export function InsertMenu({ editor, isEditable }: ViewProps): ReactNode {
  const { layer, strings: all, extensions } = useEditorContext();
  const strings = useStrings(INSERT_MENU_STRINGS);
  const { state } = useCommandState();
  const [query, setQuery] = useState<InsertQuery>();
  const [chosen, setChosen] = useState(0);
  const watch = useRef<InsertQueryWatch>(null);
  const id = useId();

  useEffect(() => {
    const watching = watchInsertQuery(editor, (next) => {
      setQuery(next);
      setChosen(0);
    });
    watch.current = watching;
    return () => watching.dispose();
  }, [editor]);

  const offered = useMemo(
    () => extensions.commands.filter(({ places }) => places?.insert !== undefined),
    [extensions],
  );
  const options =
    query === undefined
      ? []
      : findCommands(offered, query.text, all).filter((each) => each.isEnabled?.(state) ?? true);
  const isOpen = isEditable && options.length > 0;
  const isMissed = query !== undefined && options.length === 0;
  const active = Math.min(chosen, options.length - 1);

  useEffect(() => {
    if (isMissed) watch.current?.close();
  }, [isMissed]);

  const choose = (command: Command | undefined) => {
    watch.current?.close();
    if (command !== undefined && query !== undefined) insert(editor, query, command);
  };

  const latest = useRef({ options, active, choose });
  latest.current = { options, active, choose };
  useEffect(() => {
    if (!isOpen) return;
    return registerMenuKeys(editor, {
      move(by) {
        const { options, active } = latest.current;
        setChosen((active + by + options.length) % options.length);
      },
      choose: () => latest.current.choose(latest.current.options[latest.current.active]),
      close: () => watch.current?.close(),
    });
  }, [editor, isOpen]);

  const activeId = isOpen ? `${id}-${options[active]?.id}` : undefined;
  useEffect(() => {
    const root = editor.getRootElement();
    if (root === null || activeId === undefined) return;
    const says = { "aria-haspopup": "listbox", "aria-controls": id, "aria-activedescendant": activeId };
    for (const [name, value] of Object.entries(says)) root.setAttribute(name, value);
    return () => {
      for (const name of Object.keys(says)) root.removeAttribute(name);
    };
  }, [editor, id, activeId]);

  const anchor = useMemo(
    () => ({ current: { getBoundingClientRect: () => rectOf(editor, query) } }),
    [editor, query],
  );
  return (
    <Popover.Root open={isOpen} onOpenChange={(open) => open || watch.current?.close()}>
      <Popover.Anchor virtualRef={anchor} />
      <Popover.Portal container={layer}>
        <Popover.Content
          id={id}
          className="motet-menu motet-insert"
          data-motet-part="insert-menu"
          role="listbox"
          aria-label={strings.insertLabel}
          align="start"
          sideOffset={6}
          collisionPadding={8}
          onOpenAutoFocus={(event) => event.preventDefault()}
          onCloseAutoFocus={(event) => event.preventDefault()}
          // The focus, and with it the caret, stays where one writes.
          onMouseDown={(event) => event.preventDefault()}
        >
          <InsertOptions
            id={id}
            options={options}
            active={active}
            isGrouped={query?.text === ""}
            onPoint={setChosen}
            onChoose={choose}
          />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

/** In one step, so that one undo takes both back. */
function insert(editor: LexicalEditor, query: InsertQuery, { blockType, run }: Command): void {
  editor.update(() => {
    if (!$removeInsertQuery(query)) return;
    if (blockType === undefined) run(editor);
    else $turnInto(blockType);
  }, OWN_STEP);
}

function rectOf(editor: LexicalEditor, query: InsertQuery | undefined): DOMRect {
  const element = query === undefined ? null : editor.getElementByKey(query.key);
  const text = element?.ownerDocument.createTreeWalker(element, NodeFilter.SHOW_TEXT).nextNode();
  const isThere =
    query !== undefined && editor.read(() => $isTextNode($getNodeByKey(query.key))) && text instanceof Text;
  if (!isThere || query.start >= text.length) return element?.getBoundingClientRect() ?? new DOMRect();
  const range = text.ownerDocument.createRange();
  range.setStart(text, query.start);
  range.setEnd(text, query.start + 1);
  return range.getBoundingClientRect();
}
