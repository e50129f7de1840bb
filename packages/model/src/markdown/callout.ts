import type { CalloutKind } from "../callout.js";

/** GitHub's words for kinds of callouts. */
const WORDS: Readonly<Record<CalloutKind, string>> = {
  note: "NOTE",
  tip: "TIP",
  warning: "WARNING",
  danger: "CAUTION",
};

const KINDS: ReadonlyMap<string, CalloutKind> = new Map<string, CalloutKind>([
  ...Object.entries(WORDS).map(([kind, word]) => [word, kind as CalloutKind] as const),
  ["IMPORTANT", "warning"],
  ["DANGER", "danger"],
  ["INFO", "note"],
]);

const SIGN = /^\[!([a-z]+)\][ \t]*(?:\n|$)/i;

/** What a quote that begins so is instead, and how long the line is that says it. */
export function readCalloutSign(markdown: string): { kind: CalloutKind; length: number } | null {
  const [sign, word = ""] = SIGN.exec(markdown) ?? [];
  const kind = KINDS.get(word.toUpperCase());
  return sign === undefined || kind === undefined ? null : { kind, length: sign.length };
}

export function calloutSign(kind: CalloutKind): string {
  return `[!${WORDS[kind]}]`;
}
