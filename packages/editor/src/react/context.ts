import { createContext, useContext, useSyncExternalStore } from "react";
import type { Collaboration } from "../core/collaboration.js";
import type { ReadonlyStore } from "../core/store.js";
import { STRINGS, type Strings } from "../core/strings.js";

export interface EditorContext {
  /** Undefined for the moment in which the document is being opened or changed. */
  readonly collaboration: Collaboration | undefined;
  readonly strings: Strings;
  /** Where menus and hints are put, so that they inherit the editor's theme. */
  readonly layer: HTMLElement | null;
  /** One's own picture. */
  readonly avatarUrl: string | undefined;
  /** Why the document could not even be asked for (an impossible id or address). */
  readonly openError: Error | undefined;
}

export const EditorContextObject = createContext<EditorContext | undefined>(undefined);

export function useEditorContext(): EditorContext {
  const context = useContext(EditorContextObject);
  if (context === undefined) throw new Error("The parts of the editor work inside <EditorProvider> only.");
  return context;
}

/** The open document, for parts of one's own; undefined while none is open. */
export function useCollaboration(): Collaboration | undefined {
  return useEditorContext().collaboration;
}

export function useStrings(): Strings {
  return useEditorContext().strings;
}

export function completeStrings(strings: Partial<Strings> | undefined): Strings {
  return strings === undefined ? STRINGS : { ...STRINGS, ...strings };
}

/** A store's value, and `fallback` while there is no store. */
export function useStore<T>(store: ReadonlyStore<T> | undefined, fallback: T): T {
  const subscribe = store?.subscribe ?? subscribeToNothing;
  return useSyncExternalStore(
    subscribe,
    () => (store === undefined ? fallback : store.get()),
    () => fallback,
  );
}

const subscribeToNothing = () => () => {};
