import type { Transformer } from "@lexical/markdown";
import type { EditorThemeClasses, Klass, LexicalEditor, LexicalNode } from "lexical";
import type { ComponentType } from "react";
import type { BlockCodec, History, InlineCodec } from "./binding.js";
import type { Command } from "./command.js";
import type { UploadFile } from "./upload-file.js";

/** What an extension is given when it is registered with an editor. */
export interface ExtensionContext {
  readonly documentId: string;
  /** A name of a block that everybody shares and that lasts; null for what is no block of the document, or not yet. To be called while reading. */
  $blockId(node: LexicalNode): string | null;
  /** What undo and redo act upon. */
  readonly history: History;
  /** How files get to a server; undefined where the embedder has no place for them. */
  readonly uploadFile?: UploadFile | undefined;
}

export interface ViewProps {
  readonly editor: LexicalEditor;
  readonly isEditable: boolean;
}

/**
 * One block or one feature of the editor, whole: all that the editor itself can do is made of these. Named as Lexical's own
 * extensions are; what Lexical's do not know (commands, words, views) is why they are not used as they are.
 */
export interface EditorExtension<
  S extends Readonly<Record<string, string>> = Readonly<Record<string, string>>,
> {
  /** Unique in an editor. One of your own begins with your name: `acme/poll`. */
  readonly name: string;
  /** How types of blocks, and of inline things, are kept in the document: each with the class that shows it. */
  readonly blocks?: readonly BlockCodec[];
  readonly inlines?: readonly InlineCodec[];
  /** Lexical nodes beside those of codecs and those that the binding brings. */
  readonly nodes?: readonly Klass<LexicalNode>[];
  /** Class names for Lexical's elements; merged with those of the other extensions. */
  readonly theme?: EditorThemeClasses;
  readonly commands?: readonly Command[];
  /** Words, in English, by their keys in the catalogue. */
  readonly strings?: S;
  /** What becomes something while it is typed, in the order in which it is tried. */
  readonly markdown?: readonly Transformer[];
  /** Behaviour, for the life of one editor; returns what ends it. */
  register?(editor: LexicalEditor, context: ExtensionContext): () => void;
  /** Shown over the text: dialogs and menus that open by themselves. */
  readonly View?: ComponentType<ViewProps>;
  /** Shown in the toolbar, behind the buttons. */
  readonly ToolbarView?: ComponentType;
}

/** Gives an extension its type. */
export function defineExtension<const S extends Readonly<Record<string, string>>>(
  extension: EditorExtension<S>,
): EditorExtension<S> {
  return extension;
}
