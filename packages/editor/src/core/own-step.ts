import { type EditorUpdateOptions, HISTORY_PUSH_TAG } from "lexical";

/** For updates that undo takes back by themselves, whatever was written just before and after. */
export const OWN_STEP: EditorUpdateOptions = { tag: HISTORY_PUSH_TAG };
