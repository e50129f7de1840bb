import type { LexicalEditor } from "lexical";
import { whenIdle } from "./when-idle.js";

type Markdown = typeof import("./markdown-converters.js");

let loaded: Markdown | undefined;
let loading: Promise<Markdown> | undefined;

/** The converters of Markdown, which no page needs before somebody pastes or downloads some. Rejects where they cannot be had. */
export async function loadMarkdown(): Promise<Markdown> {
  loading ??= import("./markdown-converters.js");
  try {
    loaded = await loading;
    return loaded;
  } catch (error) {
    loading = undefined;
    throw error;
  }
}

/** Loads them once there is text and the browser has nothing else to do: they are wanted most where there is no network. */
export function preloadMarkdown(editor: LexicalEditor): () => void {
  const load = (): void => void loadMarkdown().catch(() => undefined);
  let forget = editor.registerUpdateListener(() => {
    forget();
    forget = whenIdle(load);
  });
  return () => forget();
}

/** To be called in an update. Runs `$use` in it, or in one as soon as the converters are there; with null where they cannot be had. */
export function $withMarkdown(editor: LexicalEditor, $use: (markdown: Markdown | null) => void): void {
  if (loaded !== undefined) {
    $use(loaded);
    return;
  }
  const later = (markdown: Markdown | null): void => editor.update(() => $use(markdown));
  void loadMarkdown().then(later, () => later(null));
}
