/** Longer addresses are refused, in UTF-16 units: browsers and servers stop at about this length too. */
export const MAX_URL_LENGTH = 8_192;

const SAFE_SCHEMES: ReadonlySet<string> = new Set(["http", "https", "mailto", "tel"]);

/**
 * What never belongs in an address, and what browsers partly skip when they look for the scheme: control characters,
 * line and paragraph separators, marks without width, marks that turn the reading direction, byte order marks, lone
 * surrogates.
 */
const INVISIBLE = /[\p{Cc}\p{Cs}\u00ad\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]/gu;

const SCHEME = /^([a-z][a-z0-9+.-]*):/iu;

/**
 * The address as it may stand in an `href`, or `null` where it must not: `http`, `https`, `mailto`, `tel` and relative
 * addresses are safe, everything else (`javascript:`, `data:`, `vbscript:`, `blob:`, `file:` …) is not. The result
 * is free of invisible characters and of spaces around it; it is not escaped for HTML and not checked for sense.
 */
export function safeUrl(href: unknown): string | null {
  if (typeof href !== "string" || href.length > MAX_URL_LENGTH) return null;
  const url = href.replace(INVISIBLE, "").trim();
  if (url === "") return null;
  const scheme = SCHEME.exec(url)?.[1];
  return scheme === undefined || SAFE_SCHEMES.has(scheme.toLowerCase()) ? url : null;
}
