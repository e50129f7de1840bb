import type { LexicalEditor } from "lexical";
import { Fragment, type ReactNode, useCallback, useSyncExternalStore } from "react";
import { createPortal } from "react-dom";

/** Shows what Lexical's decorator nodes give (`decorate()`: a React node) in their places in the text. */
export function Decorators({ editor }: { readonly editor: LexicalEditor }): ReactNode {
  const subscribe = useCallback(
    (listener: () => void) => editor.registerDecoratorListener(listener),
    [editor],
  );
  const read = () => editor.getDecorators<ReactNode>();
  const decorators = useSyncExternalStore(subscribe, read, read);
  return Object.entries(decorators).map(([key, shown]) => {
    const element = editor.getElementByKey(key);
    return element === null ? null : <Fragment key={key}>{createPortal(shown, element)}</Fragment>;
  });
}
