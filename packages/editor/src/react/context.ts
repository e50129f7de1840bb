import { createContext, useContext, useMemo, useSyncExternalStore } from "react";
import type { Collaboration } from "../core/collaboration.js";
import type { CombinedExtensions } from "../core/combine-extensions.js";
import type { Command } from "../core/command.js";
import type { FindDocuments } from "../core/find-documents.js";
import type { ReadonlyStore } from "../core/store.js";
import { CORE_STRINGS, type Strings } from "../core/strings.js";

export interface EditorContext {
  /** Undefined for the moment in which the document is being opened or changed. */
  readonly collaboration: Collaboration | undefined;
  readonly extensions: CombinedExtensions;
  readonly strings: Strings;
  /** Where menus and hints are put, so that they inherit the editor's theme. */
  readonly layer: HTMLElement | null;
  /** One's own picture. */
  readonly avatarUrl: string | undefined;
  /** How documents are found to be mentioned; undefined where the embedder has none. The same one at each rendering. */
  readonly findDocuments: FindDocuments | undefined;
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

/** The words of the interface; for an extension's own view, those of its `strings` as they are in the writer's language. */
export function useStrings(): Strings;
export function useStrings<S extends Readonly<Record<string, string>>>(
  own: S,
): Readonly<Record<keyof S, string>>;
export function useStrings(
  own: Readonly<Record<string, string>> = CORE_STRINGS,
): Readonly<Record<string, string>> {
  const { strings } = useEditorContext();
  return useMemo(() => ({ ...own, ...strings }), [own, strings]);
}

/** Every command of the editor's extensions: what menus and bars of your own are made from. */
export function useCommands(): readonly Command[] {
  return useEditorContext().extensions.commands;
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

/** What `derive` makes of a store's value; who uses it is drawn anew only when that differs. */
export function useDerived<T, D>(
  store: ReadonlyStore<T> | undefined,
  derive: (value: T | undefined) => D,
): D {
  return useSyncExternalStore(
    store?.subscribe ?? subscribeToNothing,
    () => derive(store?.get()),
    () => derive(undefined),
  );
}

const subscribeToNothing = () => () => {};
