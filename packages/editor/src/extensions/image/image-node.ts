import { IMAGE, type ImageProps, normalizeBlock, readImage } from "@motet/model";
import {
  $applyNodeReplacement,
  type ElementDOMSlot,
  ElementNode,
  type LexicalUpdateJSON,
  type NodeKey,
  type RangeSelection,
  type SerializedElementNode,
} from "lexical";
import { $goOnBelow, $keepWords, captionSlot, createFigure, frameOf } from "../../core/captioned.js";
import { fillFrame } from "./image-frame.js";

export interface SerializedImageNode extends SerializedElementNode {
  image: ImageProps;
}

/** A picture with its caption, which is the node's own text. */
export class ImageNode extends ElementNode {
  __image: ImageProps;

  constructor(image: ImageProps = NO_IMAGE, key?: NodeKey) {
    super(key);
    this.__image = image;
  }

  override $config() {
    return this.config("motet-image", { extends: ElementNode });
  }

  override afterCloneFrom(previous: this): void {
    super.afterCloneFrom(previous);
    this.__image = previous.__image;
  }

  getImage(): ImageProps {
    return this.getLatest().__image;
  }

  setImage(change: Partial<ImageProps>): this {
    const writable = this.getWritable();
    writable.__image = { ...writable.__image, ...change };
    return writable;
  }

  override exportJSON(): SerializedImageNode {
    return { ...super.exportJSON(), image: this.getImage() };
  }

  /** Anybody may have written what is pasted. */
  override updateFromJSON(serialized: LexicalUpdateJSON<SerializedImageNode>): this {
    return super.updateFromJSON(serialized).setImage(imageOf(serialized.image));
  }

  override createDOM(): HTMLElement {
    const figure = createFigure("motet-image", "image");
    this.#draw(figure);
    return figure;
  }

  override updateDOM(previous: this, figure: HTMLElement): boolean {
    if (previous.__image !== this.__image) this.#draw(figure);
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

  #draw(figure: HTMLElement): void {
    figure.dataset.align = this.__image.align;
    const frame = frameOf(figure);
    if (frame !== null) fillFrame(frame, this.__image);
  }
}

/** What properties from a document or a clipboard say. */
export function imageOf(props: object | undefined): ImageProps {
  return readImage(normalizeBlock(IMAGE, Object.entries(props ?? {})));
}

const NO_IMAGE = imageOf({});

export function $createImageNode(image: Partial<ImageProps> = {}): ImageNode {
  return $applyNodeReplacement(new ImageNode({ ...NO_IMAGE, ...image }));
}
