import { type NormalBlock, propOf } from "./schema.js";
import { safeUrl } from "./url.js";

export const IMAGE = "image";

/** A picture that a server keeps for a document: its name is made of what it holds. */
const KEPT = /^\/files\/[^/?#\\]+\/[0-9a-f]{64}\.(?:png|jpg|gif|webp)$/;

/** The address as it may stand in the `src` of a picture, or `null` where it must not: pictures that the page's own server keeps, and `https`. */
export function safeImageSrc(src: unknown): string | null {
  const url = safeUrl(src);
  if (url === null || url !== src) return null;
  if (KEPT.test(url)) return /^\/files\/\.{1,2}\//.test(url) ? null : url;
  return /^https:\/\/[^/\\\s]/i.test(url) ? url : null;
}

/** What a block of type `image` says; `src` is `null` where it may not be shown. */
export interface ImageProps {
  readonly src: string | null;
  readonly alt: string;
  /** CSS pixels; 0: as wide as the picture and the text allow. */
  readonly width: number;
  readonly align: string;
  /** Of the picture itself; 0: not known. */
  readonly naturalWidth: number;
  readonly naturalHeight: number;
  /** Percent of the way to the server, while it has no `src`. */
  readonly uploaded: number;
}

export function readImage(block: NormalBlock): ImageProps {
  return {
    src: safeImageSrc(propOf(block, "src")),
    alt: String(propOf(block, "alt")),
    width: Number(propOf(block, "width")),
    align: String(propOf(block, "align")),
    naturalWidth: Number(propOf(block, "naturalWidth")),
    naturalHeight: Number(propOf(block, "naturalHeight")),
    uploaded: Number(propOf(block, "uploaded")),
  };
}
