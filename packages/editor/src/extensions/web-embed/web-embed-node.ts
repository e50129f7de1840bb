import { normalizeBlock, propOf, WEB_EMBED } from "@motet/model";
import {
  $applyNodeReplacement,
  type ElementDOMSlot,
  ElementNode,
  type LexicalUpdateJSON,
  type NodeKey,
  type RangeSelection,
  type SerializedElementNode,
} from "lexical";
import { $goOnBelow, $keepWords, captionSlot, createFigure } from "../../core/captioned.js";

export interface SerializedWebEmbedNode extends SerializedElementNode {
  url: string;
}

/** Something of another site with its caption, which is the node's own text. What is in its frame is drawn by `WebEmbedView`. */
export class WebEmbedNode extends ElementNode {
  __url: string;

  constructor(url = "", key?: NodeKey) {
    super(key);
    this.__url = url;
  }

  override $config() {
    return this.config("motet-web-embed", { extends: ElementNode });
  }

  override afterCloneFrom(previous: this): void {
    super.afterCloneFrom(previous);
    this.__url = previous.__url;
  }

  getUrl(): string {
    return this.getLatest().__url;
  }

  setUrl(url: string): this {
    const writable = this.getWritable();
    writable.__url = url;
    return writable;
  }

  override exportJSON(): SerializedWebEmbedNode {
    return { ...super.exportJSON(), url: this.getUrl() };
  }

  /** Anybody may have written what is pasted. */
  override updateFromJSON(serialized: LexicalUpdateJSON<SerializedWebEmbedNode>): this {
    return super.updateFromJSON(serialized).setUrl(urlOf({ url: serialized.url }));
  }

  override createDOM(): HTMLElement {
    return createFigure("motet-web-embed", "web-embed");
  }

  override updateDOM(): boolean {
    return false;
  }

  override getDOMSlot(figure: HTMLElement): ElementDOMSlot<HTMLElement> {
    return captionSlot(super.getDOMSlot(figure), figure);
  }

  override collapseAtStart(_selection: RangeSelection): boolean {
    return $keepWords(this);
  }

  override insertNewAfter(_selection: RangeSelection, restoreSelection = true): ElementNode {
    return $goOnBelow(this, restoreSelection);
  }
}

/** What properties from a document or a clipboard say. */
export function urlOf(props: object | undefined): string {
  return String(propOf(normalizeBlock(WEB_EMBED, Object.entries(props ?? {})), "url"));
}

export function $createWebEmbedNode(url: string): WebEmbedNode {
  return $applyNodeReplacement(new WebEmbedNode(url));
}
