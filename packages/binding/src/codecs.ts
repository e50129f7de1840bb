import { $isCodeNode } from "@lexical/code-core";
import type { Attributes, Json } from "@motet/model";
import { $getEditor, DecoratorNode, type Klass, type LexicalEditor, type LexicalNode } from "lexical";

/** What a node says of the thing that it shows. */
export type Props = Readonly<Record<string, Json>>;

/** A class of nodes; unlike Lexical's `Klass` it can stand for the class of any node. */
export type NodeClass<N extends LexicalNode> = abstract new (...args: never[]) => N;

/**
 * How a type of block is shown: by nodes of one class, an `ElementNode`, whose text is the block's text, or a
 * `DecoratorNode`. Where a merge has put text into a block that is shown by the latter, a placeholder shows it until the
 * text is gone.
 *
 * Anybody may have written the properties in a document: `readProps` of the model reads them by a schema. What a codec
 * throws is reported, and the block is shown as a placeholder.
 */
export interface BlockCodec<N extends LexicalNode = LexicalNode> {
  readonly type: string;
  readonly node: NodeClass<N>;
  /** Its text has no formats and links, as code has none. Those that stand in the document stay there. */
  readonly isPlainText?: boolean;
  /** A new node without text. */
  $create(props: Attributes): N;
  /** Makes a node show these properties. Should leave alone what is right. */
  $update(node: N, props: Attributes): void;
  /**
   * The properties as the node has them; `null`: not set. Those that are not named stay in the document as they are. Only
   * what reads otherwise than when it was shown is written.
   */
  $read(node: N): Props;
}

/**
 * How a type of inline thing is shown: by nodes of one class, a `DecoratorNode` or a `TextNode` in token mode. It counts
 * as one character of its block. Where the node reads otherwise than when it was shown, a new thing takes its place.
 */
export interface InlineCodec<N extends LexicalNode = LexicalNode> {
  readonly type: string;
  readonly node: NodeClass<N>;
  $create(props: Attributes): N;
  $read(node: N): Props;
}

export interface CodecOptions {
  readonly blocks?: readonly BlockCodec[];
  readonly inlines?: readonly InlineCodec[];
}

/** The block types that the binding shows itself. */
const OWN_TYPES: readonly string[] = ["paragraph", "heading", "quote", "list-item", "code", "table"];

/** The codecs of one editor, by type and by class. */
export class Codecs {
  readonly #blocks = new Map<string, BlockCodec>();
  readonly #inlines = new Map<string, InlineCodec>();
  readonly #blocksByNode = new Map<unknown, BlockCodec>();
  readonly #inlinesByNode = new Map<unknown, InlineCodec>();

  /** Throws where two codecs claim one type or class, or the editor does not know the class. */
  constructor(editor: LexicalEditor, { blocks = [], inlines = [] }: CodecOptions) {
    const claimed = new Set<unknown>();
    for (const { type, node } of [...blocks, ...inlines]) {
      if (claimed.has(node)) throw new Error(`The class ${node.name} of "${type}" has two codecs.`);
      claimed.add(node);
      if (!editor.hasNodes([node as Klass<LexicalNode>]))
        throw new Error(`The editor was created without ${node.name}, which shows "${type}".`);
    }
    for (const codec of blocks) {
      if (this.#blocks.has(codec.type) || OWN_TYPES.includes(codec.type))
        throw new Error(`Blocks of type "${codec.type}" have a codec already.`);
      this.#blocks.set(codec.type, codec);
      this.#blocksByNode.set(codec.node, codec);
    }
    for (const codec of inlines) {
      if (this.#inlines.has(codec.type))
        throw new Error(`Inline things of type "${codec.type}" have a codec already.`);
      this.#inlines.set(codec.type, codec);
      this.#inlinesByNode.set(codec.node, codec);
    }
  }

  blockFor(type: string): BlockCodec | null {
    return this.#blocks.get(type) ?? null;
  }

  blockOf(node: LexicalNode): BlockCodec | null {
    return this.#blocksByNode.get(node.constructor) ?? null;
  }

  inlineFor(type: string): InlineCodec | null {
    return this.#inlines.get(type) ?? null;
  }

  inlineOf(node: LexicalNode): InlineCodec | null {
    return this.#inlinesByNode.get(node.constructor) ?? null;
  }
}

/** Whether nodes of a codec hold no text. */
export function isVoid({ node }: BlockCodec): boolean {
  return node.prototype instanceof DecoratorNode;
}

const codecsOf = new WeakMap<LexicalEditor, Codecs>();

export function setCodecs(editor: LexicalEditor, options: CodecOptions): void {
  codecsOf.set(editor, new Codecs(editor, options));
}

/** The codecs of the editor that is being read or updated. */
export function $codecs(): Codecs {
  const editor = $getEditor();
  let codecs = codecsOf.get(editor);
  if (codecs === undefined) {
    codecs = new Codecs(editor, {});
    codecsOf.set(editor, codecs);
  }
  return codecs;
}

/** Whether a block's node holds text without formats and links. */
export function $isPlainText(node: LexicalNode): boolean {
  return $isCodeNode(node) || $codecs().blockOf(node)?.isPlainText === true;
}

/** Runs a codec's own code: what it throws is reported to the page or process, and `null` returned. */
export function $guard<T>(run: () => T): T | null {
  try {
    return run();
  } catch (error) {
    console.error(error);
    return null;
  }
}

/** Which properties differ; `null` and a missing one are the same. */
export function changedProps(from: Props, to: Props): [string, Json][] {
  return Object.entries(to).filter(([key, value]) => !equalJson(from[key] ?? null, value));
}

export function equalJson(a: Json, b: Json): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  return JSON.stringify(a) === JSON.stringify(b);
}
