import type { LexicalEditor } from "lexical";
import { useCallback, useEffect, useRef, useState } from "react";
import {
  type QueryRule,
  type TypedQuery,
  type TypedQueryWatch,
  watchTypedQuery,
} from "../core/typed-query.js";

export interface TypedQueryState {
  /** What is being written after the sign. */
  readonly query: TypedQuery | undefined;
  /** Forgets it; the next sign begins another. */
  readonly close: () => void;
}

/** Follows what is typed after a sign. `rule` is to be the same object at each rendering. */
export function useTypedQuery(editor: LexicalEditor, rule: QueryRule): TypedQueryState {
  const [query, setQuery] = useState<TypedQuery>();
  const watch = useRef<TypedQueryWatch>(null);
  useEffect(() => {
    const watching = watchTypedQuery(editor, rule, setQuery);
    watch.current = watching;
    return () => {
      watching.dispose();
      setQuery(undefined);
    };
  }, [editor, rule]);
  return { query, close: useCallback(() => watch.current?.close(), []) };
}
