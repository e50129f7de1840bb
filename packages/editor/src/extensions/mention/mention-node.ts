import { type Attributes, MENTION, type Mention, mentionText, readMention } from "@motet/model";
import {
  $applyNodeReplacement,
  DecoratorNode,
  type DOMExportOutput,
  type LexicalUpdateJSON,
  type NodeKey,
  type SerializedLexicalNode,
} from "lexical";
import type { InlineCodec } from "../../core/binding.js";
import { drawMention } from "./draw-mention.js";

export interface SerializedMentionNode extends SerializedLexicalNode {
  mention: Mention | null;
}

/** A person or a document between words. It is never changed: another one takes its place. */
export class MentionNode extends DecoratorNode<null> {
  /** Null where what the document says names nobody and nothing. */
  __mention: Mention | null;

  constructor(mention: Mention | null = null, key?: NodeKey) {
    super(key);
    this.__mention = mention;
  }

  override $config() {
    return this.config("motet-mention", { extends: DecoratorNode });
  }

  override afterCloneFrom(previous: this): void {
    super.afterCloneFrom(previous);
    this.__mention = previous.__mention;
  }

  getMention(): Mention | null {
    return this.getLatest().__mention;
  }

  override exportJSON(): SerializedMentionNode {
    return { ...super.exportJSON(), mention: this.getMention() };
  }

  /** Anybody may have written what is pasted. */
  override updateFromJSON(serialized: LexicalUpdateJSON<SerializedMentionNode>): this {
    const node = super.updateFromJSON(serialized).getWritable();
    node.__mention = readMention({ ...serialized.mention });
    return node;
  }

  override createDOM(): HTMLElement {
    return drawMention(this.getMention());
  }

  override updateDOM(previous: this): boolean {
    return previous.__mention !== this.__mention;
  }

  override exportDOM(): DOMExportOutput {
    const mention = this.getMention();
    const element = document.createElement(mention?.kind === "document" ? "a" : "span");
    if (mention?.kind === "document") element.setAttribute("href", mention.url);
    element.textContent = this.getTextContent();
    return { element };
  }

  override getTextContent(): string {
    const mention = this.getMention();
    return mention === null ? "[mention]" : mentionText(mention);
  }

  override decorate(): null {
    return null;
  }

  override isInline(): true {
    return true;
  }
}

export function $createMentionNode(props: Attributes): MentionNode {
  return $applyNodeReplacement(new MentionNode(readMention(props)));
}

export const MENTION_CODEC: InlineCodec<MentionNode> = {
  type: MENTION,
  node: MentionNode,
  $create: $createMentionNode,
  $read: (node) => ({ ...node.getMention() }),
};
