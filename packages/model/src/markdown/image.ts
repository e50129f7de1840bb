import type { Env, Token } from "markdown-it";
import type { Block, Json } from "../block.js";
import { IMAGE, readImage, safeImageSrc } from "../image.js";
import type { NormalBlock } from "../schema.js";
import { wellFormed } from "../well-formed.js";
import { readInlines } from "./inline-reader.js";
import { markdownParser } from "./parser.js";

/** A paragraph that is one picture; the caption, in Markdown, is its title. `null` where it is anything else. */
export function readImageBlock(markdown: string, env: Env): Block | null {
  if (!markdown.startsWith("![")) return null;
  const tokens: Token[] = [];
  markdownParser().inline.parse(markdown, markdownParser(), env, tokens);
  const [image, ...others] = tokens;
  if (image?.type !== "image" || others.length > 0) return null;
  const src = safeImageSrc(image.attrGet("src"));
  if (src === null) return null;
  const alt = (image.children ?? []).map(({ content }) => content).join("");
  const props: Record<string, Json> = alt === "" ? { src } : { alt, src };
  return { type: IMAGE, props, runs: readInlines(String(image.attrGet("title") ?? ""), env) };
}

/** `caption` is Markdown. `null` where there is no address that Markdown could name. */
export function writeImageBlock(block: NormalBlock, caption: string): string | null {
  const { src, alt } = readImage(block);
  if (src === null) return null;
  const words = escapeLine(wellFormed(alt).replace(/\p{Cc}/gu, " "), /[!-/:-@[-`{-~]/g);
  const title = escapeLine(caption, /[\\"&]/g);
  const address = `<${src.replace(/[\\<>]|&(?=[#\w]+;)/g, "\\$&")}>`;
  return `![${words}](${/[\s()\\<>&]/.test(src) ? address : src}${title === "" ? "" : ` "${title}"`})`;
}

/** In one line, whatever it holds. */
function escapeLine(text: string, significant: RegExp): string {
  return text
    .replace(significant, "\\$&")
    .replace(/^\s|\s$|[^\S ]/gu, (space) => `&#${space.codePointAt(0)};`)
    .replaceAll("\0", "\ufffd");
}
