import type { Transformer } from "@lexical/markdown";
import {
  type EditorThemeClasses,
  type Klass,
  type LexicalEditor,
  type LexicalNode,
  mergeRegister,
} from "lexical";
import type { ComponentType } from "react";
import type { CodecOptions } from "./binding.js";
import { type BlockTypeCommand, type Command, isBlockTypeCommand } from "./command.js";
import type { EditorExtension, ExtensionContext, ViewProps } from "./extension.js";

/** What a list of extensions gives together, each thing in the order of the list. */
export interface CombinedExtensions {
  readonly codecs: CodecOptions;
  /** Those of the codecs too. */
  readonly nodes: readonly Klass<LexicalNode>[];
  readonly theme: EditorThemeClasses;
  readonly commands: readonly Command[];
  readonly blockTypes: readonly BlockTypeCommand[];
  readonly strings: Readonly<Record<string, string>>;
  readonly markdown: readonly Transformer[];
  readonly views: readonly ComponentType<ViewProps>[];
  readonly toolbarViews: readonly ComponentType[];
  register(editor: LexicalEditor, context: ExtensionContext): () => void;
}

/** Throws where two extensions, commands or words have one name: neither could be told from the other. */
export function combineExtensions(extensions: readonly EditorExtension[]): CombinedExtensions {
  refuseTwins(
    "extension",
    extensions.map(({ name }) => name),
  );
  const commands = extensions.flatMap((extension) => extension.commands ?? []);
  refuseTwins(
    "command",
    commands.map(({ id }) => id),
  );
  refuseTwins(
    "string",
    extensions.flatMap(({ strings = {} }) => Object.keys(strings)),
  );
  const blocks = extensions.flatMap((extension) => extension.blocks ?? []);
  const inlines = extensions.flatMap((extension) => extension.inlines ?? []);
  refuseTwins(
    "block",
    blocks.map(({ type }) => type),
  );
  refuseTwins(
    "inline thing",
    inlines.map(({ type }) => type),
  );
  const coded = [...blocks, ...inlines].map(({ node }) => node as Klass<LexicalNode>);
  const theme: EditorThemeClasses = {};
  for (const extension of extensions) mergeInto(theme, extension.theme ?? {});
  return {
    codecs: { blocks, inlines },
    nodes: [...new Set([...coded, ...extensions.flatMap(({ nodes = [] }) => nodes)])],
    theme,
    commands,
    blockTypes: commands.filter(isBlockTypeCommand),
    strings: Object.assign({}, ...extensions.map(({ strings }) => strings)),
    markdown: extensions.flatMap(({ markdown = [] }) => markdown),
    views: extensions.flatMap(({ View }) => View ?? []),
    toolbarViews: extensions.flatMap(({ ToolbarView }) => ToolbarView ?? []),
    register: (editor, context) =>
      mergeRegister(...extensions.flatMap((extension) => extension.register?.(editor, context) ?? [])),
  };
}

function refuseTwins(kind: string, names: readonly string[]): void {
  const twin = names.find((name, index) => names.indexOf(name) !== index);
  if (twin !== undefined) throw new Error(`Two extensions of the editor bring a ${kind} named “${twin}”.`);
}

type Classes = Record<string, unknown>;

function mergeInto(target: Classes, source: Classes): void {
  for (const [key, value] of Object.entries(source)) {
    if (isClasses(value)) {
      const there = target[key];
      const merged = isClasses(there) ? there : {};
      mergeInto(merged, value);
      target[key] = merged;
    } else target[key] = value;
  }
}

function isClasses(value: unknown): value is Classes {
  return typeof value === "object" && value !== null;
}
