import type { Embed } from "@motet/model";
import {
  $applyNodeReplacement,
  type EditorConfig,
  ElementNode,
  type LexicalNode,
  type NodeKey,
  TextNode,
} from "lexical";

/** A block of a type that this client does not know: its text can be read and edited, its type and properties stay. */
export class UnknownBlockNode extends ElementNode {
  __blockType: string;

  constructor(blockType = "unknown", key?: NodeKey) {
    super(key);
    this.__blockType = blockType;
  }

  override $config() {
    return this.config("motet-unknown-block", { extends: ElementNode });
  }

  override afterCloneFrom(previous: this): void {
    super.afterCloneFrom(previous);
    this.__blockType = previous.__blockType;
  }

  getBlockType(): string {
    return this.getLatest().__blockType;
  }

  override createDOM(_config: EditorConfig): HTMLElement {
    const element = document.createElement("p");
    element.dataset.motetPart = "unknown-block";
    element.dataset.blockType = this.__blockType;
    return element;
  }

  override updateDOM(previous: this): boolean {
    return previous.__blockType !== this.__blockType;
  }
}

/** An inline thing of a type that this client does not know: a label that can be deleted and copied, not edited. */
export class UnknownInlineNode extends TextNode {
  __embed: Embed;

  constructor(embed: Embed = { type: "unknown" }, key?: NodeKey) {
    super(`[${embed.type.slice(0, 40)}]`, key);
    this.__embed = embed;
    this.__mode = 1;
  }

  override $config() {
    return this.config("motet-unknown-inline", { extends: TextNode });
  }

  override afterCloneFrom(previous: this): void {
    super.afterCloneFrom(previous);
    this.__embed = previous.__embed;
  }

  getEmbed(): Embed {
    return this.getLatest().__embed;
  }

  override createDOM(config: EditorConfig): HTMLElement {
    const element = super.createDOM(config);
    element.dataset.motetPart = "unknown-inline";
    return element;
  }

  override canInsertTextBefore(): boolean {
    return false;
  }

  override canInsertTextAfter(): boolean {
    return false;
  }

  override isTextEntity(): boolean {
    return true;
  }
}

export function $createUnknownBlockNode(blockType: string): UnknownBlockNode {
  return $applyNodeReplacement(new UnknownBlockNode(blockType));
}

export function $createUnknownInlineNode(embed: Embed): UnknownInlineNode {
  return $applyNodeReplacement(new UnknownInlineNode(embed));
}

export function $isUnknownBlockNode(node: LexicalNode | null | undefined): node is UnknownBlockNode {
  return node instanceof UnknownBlockNode;
}

export function $isUnknownInlineNode(node: LexicalNode | null | undefined): node is UnknownInlineNode {
  return node instanceof UnknownInlineNode;
}
