import { useEffect } from "react";
import type { ViewProps } from "../../core/extension.js";
import { useStrings } from "../../react/context.js";
import { SectionNode, toggleOf } from "./section-node.js";
import { SECTION_STRINGS } from "./section-strings.js";

/** Says what the button of a section is for. */
export function SectionNames({ editor }: ViewProps): null {
  const strings = useStrings(SECTION_STRINGS);
  useEffect(
    () =>
      editor.registerMutationListener(SectionNode, (mutations) => {
        for (const key of mutations.keys()) {
          const element = editor.getElementByKey(key);
          const toggle = element && toggleOf(element);
          if (toggle) toggle.ariaLabel = strings.sectionShown;
        }
      }),
    [editor, strings],
  );
  return null;
}
