export type EmojiNames = typeof import("./emoji-names.js");

let loading: Promise<EmojiNames> | undefined;

/** The names, fetched when somebody first begins one; null where they cannot be had now. */
export async function loadEmoji(): Promise<EmojiNames | null> {
  loading ??= import("./emoji-names.js");
  try {
    return await loading;
  } catch {
    loading = undefined;
    return null;
  }
}
