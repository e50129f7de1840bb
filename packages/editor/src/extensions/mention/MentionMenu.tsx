import type { LexicalEditor } from "lexical";
import { type ReactNode, useEffect } from "react";
import { shownPeople } from "../../core/people-shown.js";
import type { TypedQuery } from "../../core/typed-query.js";
import { useEditorContext, useStore, useStrings } from "../../react/context.js";
import { TypedMenu } from "../../react/TypedMenu.js";
import { dateOptions, documentOptions, peopleOptions } from "./mention-options.js";
import { MENTION_STRINGS } from "./mention-strings.js";
import { insertForQuery } from "./mentions.js";
import { useFoundDocuments } from "./use-found-documents.js";

export interface MentionMenuProps {
  readonly editor: LexicalEditor;
  readonly query: TypedQuery;
  readonly onClose: () => void;
}

const NOBODY: readonly never[] = [];

/** The people, days and documents that are meant by what is typed after an `@`. */
export function MentionMenu({ editor, query, onClose }: MentionMenuProps): ReactNode {
  const { collaboration, findDocuments } = useEditorContext();
  const strings = useStrings(MENTION_STRINGS);
  const people = shownPeople(useStore(collaboration?.people, NOBODY));
  const { documents, isAsking } = useFoundDocuments(findDocuments, query.text.trim());
  const options = [
    ...peopleOptions(people, query.text, strings),
    ...dateOptions(query.text, strings),
    // Those of the query before are shown as long as they may be meant by this one.
    ...documentOptions(documents, isAsking ? query.text : "", strings),
  ];
  const isMissed = options.length === 0 && !isAsking;
  useEffect(() => {
    if (isMissed) onClose();
  }, [isMissed, onClose]);
  return (
    <TypedMenu
      editor={editor}
      query={query}
      options={options}
      part="mention-menu"
      label={strings.mentionLabel}
      isGrouped
      onChoose={({ $create }) => {
        onClose();
        insertForQuery(editor, query, $create);
      }}
      onClose={onClose}
    />
  );
}
