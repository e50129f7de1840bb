import type { StateInline } from "markdown-it";

const SCHEME = /(?:^|[^a-z0-9+.-])(https?)$/i;
const REST = /:\/\/[^\s\p{Cc}<>"`[\]\\|]+/uy;

/**
 * An inline rule of markdown-it: `https://…` in running text is a link. It stands in for the library's own, which looks
 * at all the text that follows each time, so that a long row of addresses would take hours.
 */
export function bareAddress(state: StateInline, silent: boolean): boolean {
  if (silent || state.linkLevel > 0 || !state.src.startsWith("://", state.pos)) return false;
  const scheme = SCHEME.exec(state.src.slice(Math.max(0, state.pos - 6), state.pos))?.[1];
  if (scheme === undefined || state.pending.length < scheme.length) return false;
  REST.lastIndex = state.pos;
  const rest = withoutEnd(REST.exec(state.src)?.[0] ?? "");
  if (rest.length <= 3 || state.pos + rest.length > state.posMax) return false;

  const address = scheme + rest;
  state.pending = state.pending.slice(0, -scheme.length);
  state.push("link_open", "a", 1).attrs = [["href", address]];
  state.push("text", "", 0).content = address;
  state.push("link_close", "a", -1);
  state.pos += rest.length;
  return true;
}

/** What more likely ends the sentence than the address: punctuation, and a bracket that was not opened in it. */
function withoutEnd(text: string): string {
  let end = text.length;
  let surplus = count(text, ")") - count(text, "(");
  for (; end > 0; end -= 1) {
    const last = text[end - 1] ?? "";
    if (last === ")" && surplus > 0) surplus -= 1;
    else if (!"?!.,:;*_~'".includes(last)) break;
  }
  return text.slice(0, end);
}

function count(text: string, character: string): number {
  let times = 0;
  for (const each of text) if (each === character) times += 1;
  return times;
}
