import { CALLOUT_KINDS, type CalloutKind } from "@motet/model";
import { useEffect } from "react";
import type { ViewProps } from "../../core/extension.js";
import { useStrings } from "../../react/context.js";
import { CalloutNode } from "./callout-node.js";
import { CALLOUT_STRINGS } from "./callout-strings.js";

export type CalloutName = `callout${Capitalize<CalloutKind>}`;

/** Key of a kind's name in the strings. */
export function calloutName(kind: CalloutKind): CalloutName {
  return `callout${kind.charAt(0).toUpperCase()}${kind.slice(1)}` as CalloutName;
}

/** Tells whoever does not see color and sign what kind a callout is. */
export function CalloutNames({ editor }: ViewProps): null {
  const strings = useStrings(CALLOUT_STRINGS);
  useEffect(
    () =>
      editor.registerMutationListener(CalloutNode, (mutations) => {
        for (const key of mutations.keys()) {
          const element = editor.getElementByKey(key);
          const kind = CALLOUT_KINDS.find((each) => each === element?.dataset.kind);
          if (element && kind !== undefined) element.ariaLabel = strings[calloutName(kind)];
        }
      }),
    [editor, strings],
  );
  return null;
}
