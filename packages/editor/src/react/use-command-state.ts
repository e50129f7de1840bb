import type { LexicalEditor } from "lexical";
import { type CommandState, INITIAL_STATE } from "../core/command-state.js";
import { useCollaboration, useStore } from "./context.js";

/** What commands act upon and how they are shown; no editor while nothing can be edited. */
export function useCommandState(): {
  readonly state: CommandState;
  readonly editor: LexicalEditor | undefined;
} {
  const collaboration = useCollaboration();
  const body = useStore(collaboration?.body, undefined);
  const state = useStore(body?.commandState, INITIAL_STATE);
  const isEditable = useStore(collaboration?.isEditable, false);
  return { state, editor: isEditable ? body?.editor : undefined };
}
