import type { CommandState, CommandTarget } from "../core/commands.js";
import { NO_FORMAT } from "../core/format-state.js";
import { useCollaboration, useStore } from "./context.js";

const NOTHING: CommandState = { ...NO_FORMAT, canUndo: false, canRedo: false };

/** What commands act upon and how they are shown; no target while nothing can be edited. */
export function useCommandState(): {
  readonly state: CommandState;
  readonly target: CommandTarget | undefined;
} {
  const collaboration = useCollaboration();
  const body = useStore(collaboration?.body, undefined);
  const state = useStore(body?.commandState, NOTHING);
  const isEditable = useStore(collaboration?.isEditable, false);
  return { state, target: isEditable ? body?.target : undefined };
}
