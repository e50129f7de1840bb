import type { Attributes, Run } from "./block.js";
import { LINK } from "./schema.js";
import { safeUrl } from "./url.js";
import { wellFormed } from "./well-formed.js";

/** The type of an inline thing that names a person or another document, as they were called when it was put in. */
export const MENTION = "mention";

export type Mention =
  /** `id` is "" for somebody of whom no more than the name is known. */
  | { readonly kind: "person"; readonly id: string; readonly name: string }
  /** `url` is an address for an `href`, see `safeUrl`. */
  | { readonly kind: "document"; readonly url: string; readonly title: string };

/** Longer names, titles and ids are cut off, in UTF-16 units. */
export const MAX_MENTION_LENGTH = 255;

/** What the properties of a mention say, fit to be shown; null where they name nobody and nothing. */
export function readMention({ kind, id, name, url, title }: Attributes): Mention | null {
  switch (kind) {
    case "person":
      return oneLine(name) === "" ? null : { kind, id: oneLine(id), name: oneLine(name) };
    case "document": {
      const address = safeUrl(url);
      return address === null ? null : { kind, url: address, title: oneLine(title) || oneLine(address) };
    }
    default:
      return null;
  }
}

/** A mention where only text can stand. */
export function mentionText(mention: Mention): string {
  return mention.kind === "person" ? `@${mention.name}` : mention.title;
}

/** Where a run leads: a mention of a document there, all else where its link says; null: nowhere. */
export function runLink(run: Run): string | null {
  const mention = "embed" in run && run.embed.type === MENTION ? readMention(run.embed) : null;
  return mention?.kind === "document" ? mention.url : safeUrl(run.attributes?.[LINK]);
}

/** Without line breaks, controls, and signs that turn the order of what follows. */
function oneLine(text: unknown): string {
  if (typeof text !== "string") return "";
  return wellFormed(text.slice(0, MAX_MENTION_LENGTH))
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, " ")
    .replace(/[\u200b\u202a-\u202e\u2060-\u2069\ufeff]/g, "")
    .trim();
}
