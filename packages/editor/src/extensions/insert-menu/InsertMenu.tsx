import type { LexicalEditor } from "lexical";
import { type ReactNode, useEffect, useMemo } from "react";
import { $turnInto } from "../../core/blocks.js";
import { type Command, nameOf } from "../../core/command.js";
import type { ViewProps } from "../../core/extension.js";
import { OWN_STEP } from "../../core/own-step.js";
import { isApple, shortcutLabel, shownShortcut } from "../../core/shortcut.js";
import type { Strings } from "../../core/strings.js";
import { $removeTypedQuery, type TypedQuery } from "../../core/typed-query.js";
import { useEditorContext, useStrings } from "../../react/context.js";
import { TypedMenu } from "../../react/TypedMenu.js";
import { useCommandState } from "../../react/use-command-state.js";
import { useTypedQuery } from "../../react/use-typed-query.js";
import { findCommands } from "./find-commands.js";
import { INSERT_MENU_STRINGS } from "./insert-menu-strings.js";
import { INSERT_QUERY } from "./insert-query.js";

/** What can be put in at a typed `/`, narrowed by what is typed after it. */
export function InsertMenu({ editor, isEditable }: ViewProps): ReactNode {
  const { strings: all, extensions } = useEditorContext();
  const strings = useStrings(INSERT_MENU_STRINGS);
  const { state } = useCommandState();
  const { query, close } = useTypedQuery(editor, INSERT_QUERY);
  const offered = useMemo(
    () => extensions.commands.filter(({ places }) => places?.insert !== undefined),
    [extensions],
  );
  const found =
    query === undefined
      ? []
      : findCommands(offered, query.text, all).filter((each) => each.isEnabled?.(state) ?? true);
  const isMissed = query !== undefined && found.length === 0;
  useEffect(() => {
    if (isMissed) close();
  }, [isMissed, close]);
  if (query === undefined || !isEditable) return null;
  return (
    <TypedMenu
      editor={editor}
      query={query}
      options={found.map((command) => optionOf(command, all))}
      part="insert-menu"
      label={strings.insertLabel}
      isGrouped={query.text === ""}
      onChoose={({ command }) => {
        close();
        insert(editor, query, command);
      }}
      onClose={close}
    />
  );
}

function optionOf(command: Command, strings: Strings) {
  const apple = isApple();
  const Icon = command.icon;
  const shortcut = shownShortcut(command.shortcuts, apple);
  const section = command.places?.insert ?? "";
  return {
    id: command.id,
    name: nameOf(command, strings),
    icon: <Icon size={16} aria-hidden="true" />,
    section: strings[section] ?? section,
    hint: shortcut && shortcutLabel(shortcut, apple, strings),
    command,
  };
}

/** In one step, so that one undo takes both back. */
function insert(editor: LexicalEditor, query: TypedQuery, { blockType, run }: Command): void {
  editor.update(() => {
    if (!$removeTypedQuery(INSERT_QUERY, query)) return;
    if (blockType === undefined) run(editor);
    else $turnInto(blockType);
  }, OWN_STEP);
}
