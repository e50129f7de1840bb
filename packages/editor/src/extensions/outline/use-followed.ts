import type { LexicalEditor } from "lexical";
import { useEffect, useState } from "react";

/** What is made for an editor, as long as who uses it is shown. */
export function useFollowed<T extends { dispose(): void }>(
  make: (editor: LexicalEditor) => T,
  editor: LexicalEditor,
): T | undefined {
  const [followed, setFollowed] = useState<T>();
  useEffect(() => {
    const next = make(editor);
    setFollowed(next);
    return () => next.dispose();
  }, [make, editor]);
  return followed;
}
