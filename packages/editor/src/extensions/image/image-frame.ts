import type { ImageProps } from "@motet/model";

/** What is drawn above a caption, anew for each change of the block: the picture, or a place that says why there is none. */
export function fillFrame(frame: HTMLElement, image: ImageProps): void {
  frame.replaceChildren(image.src === null ? place(image) : picture(image.src, image), ...handles(image));
}

function picture(src: string, { alt, width, naturalWidth, naturalHeight }: ImageProps): HTMLElement {
  const img = document.createElement("img");
  img.alt = alt;
  img.decoding = "async";
  img.referrerPolicy = "no-referrer";
  img.draggable = false;
  if (naturalWidth > 0 && naturalHeight > 0) {
    img.width = naturalWidth;
    img.height = naturalHeight;
  }
  if (width > 0) img.style.width = `${width}px`;
  img.src = src;
  img.onerror = () => img.replaceWith(notice(`This picture cannot be loaded${alt === "" ? "" : `: ${alt}`}`));
  return img;
}

function place({ uploaded, alt }: ImageProps): HTMLElement {
  if (uploaded === 0)
    return notice(`A picture whose address is missing or not allowed${alt === "" ? "" : `: ${alt}`}`);
  const element = notice(`A picture is being uploaded, ${uploaded} %`);
  const bar = document.createElement("progress");
  bar.max = 100;
  bar.value = uploaded;
  bar.ariaLabel = "Upload";
  element.append(bar);
  return element;
}

function notice(text: string): HTMLElement {
  const element = document.createElement("div");
  element.className = "motet-image-place";
  element.dataset.motetPart = "image-place";
  element.textContent = text;
  return element;
}

/** The mouse's way to another width; keys have the menu. */
function handles({ src }: ImageProps): HTMLElement[] {
  if (src === null) return [];
  const handle = document.createElement("span");
  handle.className = "motet-image-handle";
  handle.ariaHidden = "true";
  return [handle];
}
