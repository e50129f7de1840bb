import { type ReactNode, useEffect, useState } from "react";
import type { ViewProps } from "../../core/extension.js";
import { whenIdle } from "../../core/when-idle.js";
import { useDerived, useEditorContext, useStrings } from "../../react/context.js";
import { useTypedQuery } from "../../react/use-typed-query.js";
import { MENTION_QUERY } from "./mention-query.js";
import { MENTION_STRINGS } from "./mention-strings.js";
import { markSelf } from "./mentions.js";

type Menu = typeof import("./MentionMenu.js").MentionMenu;

/** Marks the mentions of oneself, and shows the menu, which is fetched before it is needed: without a network there are people to mention too. */
export function MentionView({ editor, isEditable }: ViewProps): ReactNode {
  const { collaboration } = useEditorContext();
  const strings = useStrings(MENTION_STRINGS);
  const { query, close } = useTypedQuery(editor, MENTION_QUERY);
  const [Menu, setMenu] = useState<Menu>();
  const self = useDerived(
    collaboration?.people,
    (people) => people?.find(({ isSelf }) => isSelf)?.user.id ?? "",
  );

  useEffect(() => markSelf(editor, self, strings.mentionOfYou), [editor, self, strings.mentionOfYou]);

  const isAsked = query !== undefined;
  const isMissing = Menu === undefined;
  useEffect(() => {
    if (!isMissing) return;
    const load = () => {
      import("./MentionMenu.js").then(
        (loaded) => setMenu(() => loaded.MentionMenu),
        // The next one asks again.
        () => undefined,
      );
    };
    if (!isAsked) return whenIdle(load);
    load();
  }, [isAsked, isMissing]);
  if (!isAsked || !isEditable || Menu === undefined) return null;
  return <Menu editor={editor} query={query} onClose={close} />;
}
