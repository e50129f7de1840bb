import type { EditorExtension } from "./core/extension.js";
import { CORE_STRINGS } from "./core/strings.js";
import { DEFAULT_EXTENSIONS } from "./extensions/index.js";

type KeysOf<E> = E extends EditorExtension<infer S> ? keyof S & string : never;
type Catalogue = {
  readonly [K in KeysOf<(typeof DEFAULT_EXTENSIONS)[number]> | keyof typeof CORE_STRINGS]: string;
};

/**
 * Every word that the editor shows or speaks. An embedder passes some or all of them in another language
 * (`strings` of the editor); what is not passed stays English. Extensions of your own add theirs.
 */
export const STRINGS: Catalogue = Object.assign(
  {},
  CORE_STRINGS,
  ...DEFAULT_EXTENSIONS.map(({ strings }) => strings),
);

/** A catalogue in one language. */
export type Strings = Catalogue & Readonly<Record<string, string>>;

/** The editor whole in another language: a word that is added is one that each translation must have. */
export type Translation = Catalogue;
