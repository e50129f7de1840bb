import { safeUrl } from "@motet/model";

const EMAIL = /^[^\s@/:]+@[^\s@/:]+\.[^\s@/:]+$/;
const PHONE = /^\+[0-9][0-9 ().-]{4,}$/;
const HOST = /^(?:localhost|(?:[\p{L}\p{N}-]+\.)+\p{L}{2,})(?::\d+)?(?:[/?#]\S*)?$/u;
const WEB_ADDRESS = /^(?:https?:\/\/|www\.)\S+$/i;

/** What a person typed as an address, made whole (`example.org` → `https://example.org`); null if it must not be linked to. */
export function toUrl(typed: string): string | null {
  const text = typed.trim();
  if (EMAIL.test(text)) return `mailto:${text}`;
  if (PHONE.test(text)) return `tel:${text.replace(/[^+0-9]/g, "")}`;
  if (/\s/.test(text)) return null;
  if (HOST.test(text)) return safeUrl(`https://${text}`);
  const url = safeUrl(text);
  if (url === null || /^[/#?]/.test(url)) return url;
  return URL.canParse(url) ? url : null;
}

/** The address, if a text is one web address and nothing else; null otherwise. */
export function webAddress(text: string): string | null {
  const trimmed = text.trim();
  return WEB_ADDRESS.test(trimmed) ? toUrl(trimmed) : null;
}
