import { $getSelection, $isRangeSelection } from "lexical";
import { type ReactNode, useEffect, useState } from "react";
import type { ViewProps } from "../../core/extension.js";
import { OWN_STEP } from "../../core/own-step.js";
import { $removeTypedQuery } from "../../core/typed-query.js";
import { useStrings } from "../../react/context.js";
import { TypedMenu } from "../../react/TypedMenu.js";
import { useTypedQuery } from "../../react/use-typed-query.js";
import { EMOJI_QUERY, MIN_QUERY_LENGTH } from "./emoji-query.js";
import { EMOJI_STRINGS } from "./emoji-strings.js";
import { type EmojiNames, loadEmoji } from "./load-emoji.js";

const MAX_SHOWN = 24;

/** The emoji whose names begin with what is typed after a `:`. */
export function EmojiMenu({ editor, isEditable }: ViewProps): ReactNode {
  const strings = useStrings(EMOJI_STRINGS);
  const { query, close } = useTypedQuery(editor, EMOJI_QUERY);
  const [names, setNames] = useState<EmojiNames | null>(null);
  const isAsked = query !== undefined && query.text.length >= MIN_QUERY_LENGTH;
  useEffect(() => {
    if (isAsked) void loadEmoji().then(setNames);
  }, [isAsked]);
  if (!isAsked || !isEditable || names === null) return null;
  return (
    <TypedMenu
      editor={editor}
      query={query}
      options={names.findEmoji(query.text, MAX_SHOWN).map(({ name, character }) => ({
        id: name,
        name,
        icon: (
          <span className="motet-menu-emoji" aria-hidden="true">
            {character}
          </span>
        ),
        character,
      }))}
      part="emoji-menu"
      label={strings.emojiLabel}
      onChoose={({ character }) => {
        close();
        editor.update(() => {
          if (!$removeTypedQuery(EMOJI_QUERY, query)) return;
          const selection = $getSelection();
          if ($isRangeSelection(selection)) selection.insertText(character);
        }, OWN_STEP);
      }}
      onClose={close}
    />
  );
}
