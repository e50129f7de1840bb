const SIGNS: readonly RegExp[] = [
  /^#{1,6} \S/m,
  /^(?:```|~~~)/m,
  /^> \S/m,
  /^[ \t]{0,20}[-*+] \[[ xX]\] /m,
  /^[ \t]{0,20}(?:[-*+]|\d{1,9}[.)]) \S.*\r?\n[ \t]{0,20}(?:[-*+]|\d{1,9}[.)]) \S/m,
  /\[[^\]\n]{1,500}\]\((?:https?:|mailto:|\/)[^)\s]{1,2000}\)/,
  /(?:^|\s)(\*\*|__|~~)\S[^\n]{0,500}\1(?:\s|[.,;:!?]|$)/m,
  // The line below a table's head.
  /^[ \t]*\|?[ \t:|-]*-{3}[ \t:|-]*\|[ \t:|-]*$/m,
];

/** In so many characters of a text there is a sign, or it is none. */
const MAX_LOOKED_AT = 50_000;

/** Only signs that prose does not use count: who pastes `2 * 3` or one line with a dash means just that. */
export function looksLikeMarkdown(text: string): boolean {
  const beginning = text.slice(0, MAX_LOOKED_AT);
  return SIGNS.some((sign) => sign.test(beginning));
}
