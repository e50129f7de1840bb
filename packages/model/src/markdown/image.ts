import type { Env, Token } from "markdown-it";
import type { Block, Json } from "../block.js";
import { IMAGE, readImage, safeImageSrc } from "../image.js";
import type { NormalBlock } from "../schema.js";
import { readWebEmbed, WEB_EMBED, webEmbedOf } from "../web-embed.js";
import { wellFormed } from "../well-formed.js";
import { readInlines } from "./inline-reader.js";
import { markdownParser } from "./parser.js";

/** A paragraph that is one picture, or one thing of the web in the place of a picture; the caption, in Markdown, is its title. `null` where it is anything else. */
export function readImageBlock(markdown: string, env: Env): Block | null {
  if (!markdown.startsWith("![")) return null;
  const tokens: Token[] = [];
  markdownParser().inline.parse(markdown, markdownParser(), env, tokens);
  const [image, ...others] = tokens;
  if (image?.type !== "image" || others.length > 0) return null;
  const runs = readInlines(String(image.attrGet("title") ?? ""), env);
  const address = image.attrGet("src");
  if (readWebEmbed(address) !== null) return { type: WEB_EMBED, props: { url: String(address) }, runs };
  const src = safeImageSrc(address);
  if (src === null) return null;
  const alt = (image.children ?? []).map(({ content }) => content).join("");
  const props: Record<string, Json> = alt === "" ? { src } : { alt, src };
  return { type: IMAGE, props, runs };
}

/** `caption` is Markdown. `null` where there is no address that Markdown could name. */
export function writeImageBlock(block: NormalBlock, caption: string): string | null {
  const { src, alt } = readImage(block);
  return src === null ? null : writePicture(alt, src, caption);
}

/** `caption` is Markdown. `null` for what cannot be shown. */
export function writeEmbedBlock(block: NormalBlock, caption: string): string | null {
  const embed = webEmbedOf(block);
  return embed && writePicture(embed.site, embed.url, caption);
}

function writePicture(alt: string, src: string, caption: string): string {
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
