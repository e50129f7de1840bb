import { type Mention, mentionText } from "@motet/model";

const SVG = "http://www.w3.org/2000/svg";
/** A sheet with a folded corner. */
const SHEET = "M14 2H6a2 2 0 0 0-2 2v16a2 2 0 0 0 2 2h12a2 2 0 0 0 2-2V8ZM14 2v6h6";

/** A mention as it stands in the text; one of nobody and nothing (null) as a placeholder. */
export function drawMention(mention: Mention | null): HTMLElement {
  const element = document.createElement(mention?.kind === "document" ? "a" : "span");
  element.className = "motet-mention";
  element.dataset.motetPart = "mention";
  element.dir = "auto";
  element.append(mention === null ? "[mention]" : mentionText(mention));
  if (mention?.kind === "document") {
    element.setAttribute("href", mention.url);
    element.setAttribute("rel", "noopener noreferrer");
    element.prepend(drawSheet());
  }
  return element;
}

function drawSheet(): SVGElement {
  const icon = document.createElementNS(SVG, "svg");
  const path = document.createElementNS(SVG, "path");
  for (const [name, value] of Object.entries({ viewBox: "0 0 24 24", fill: "none", "aria-hidden": "true" }))
    icon.setAttribute(name, value);
  for (const [name, value] of Object.entries({ d: SHEET, stroke: "currentColor", "stroke-width": "2" }))
    path.setAttribute(name, value);
  icon.append(path);
  return icon;
}
