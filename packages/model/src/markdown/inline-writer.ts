import type { Run } from "../block.js";
import { embedText } from "../embed-text.js";
import { EQUATION, equationSource } from "../equation.js";
import { runLink } from "../mention.js";
import { TEXT_FORMATS, type TextFormat } from "../schema.js";
import { wellFormed } from "../well-formed.js";
import { writeEquation } from "./equation.js";
import { tagOf } from "./inline-tags.js";
import { longestRun } from "./longest-run.js";

/** What a piece of text wears, outermost first where several begin and end together. */
type Wear = { readonly link: string } | { readonly format: TextFormat };

interface Piece {
  /** Of a formula its TeX. */
  readonly text: string;
  readonly isEquation: boolean;
  readonly link: string | null;
  readonly formats: ReadonlySet<TextFormat>;
}

const SIGNS: Readonly<Partial<Record<TextFormat, string>>> = { bold: "**", italic: "_", strikethrough: "~~" };

/** Writes the text of a block. A line break is a backslash at the end of a line, so every "\n" in the result follows one. */
export function writeInlines(runs: readonly Run[]): string {
  return writePieces(toPieces(runs), "\n", "\n");
}

/** Stands for any sign of Markdown's own: punctuation, in its rules. */
const SIGN = "*";

/** `before` and `after` are the characters around the pieces: whether a sign counts depends on them. */
function writePieces(pieces: readonly Piece[], before: string, after: string): string {
  const parts: string[] = [];
  let previous = before;
  for (let start = 0; start < pieces.length; ) {
    const [wear, end] = widest(pieces, start);
    const next = pieces[end];
    const following = next === undefined ? after : wears(next).length > 0 ? SIGN : beginOf(next);
    const part =
      wear === undefined
        ? writePiece(pieces[start], following)
        : writeWorn(wear, pieces.slice(start, end), previous, following);
    parts.push(part);
    previous = lastCharacter(part);
    start = end;
  }
  return parts.join("");
}

function writePiece(piece: Piece | undefined, following: string): string {
  if (piece === undefined) return "";
  return piece.isEquation ? writeEquation(piece.text, following) : escapeText(piece.text, following === SIGN);
}

function beginOf({ text, isEquation }: Piece): string {
  return isEquation ? "$" : firstCharacter(text);
}

/** The wear that goes on for most pieces, and where it ends; one piece without wear if there is none. */
function widest(pieces: readonly Piece[], start: number): readonly [wear: Wear | undefined, end: number] {
  const first = pieces[start];
  let wear: Wear | undefined;
  let end = start + 1;
  for (const candidate of first ? wears(first) : []) {
    // Code is innermost: nothing else can be inside a span of code.
    if ("format" in candidate && candidate.format === "code") return [wear ?? candidate, end];
    let reach = start + 1;
    for (let piece = pieces[reach]; piece && has(piece, candidate); piece = pieces[reach]) reach += 1;
    if (wear === undefined || reach > end) [wear, end] = [candidate, reach];
  }
  return [wear, end];
}

function writeWorn(wear: Wear, pieces: readonly Piece[], before: string, after: string): string {
  const inner = pieces.map((piece) => without(piece, wear));
  if ("link" in wear) return `[${writePieces(inner, "[", "]")}](${escapeUrl(wear.link)})`;

  const [only] = inner;
  if (wear.format === "code" && only && inner.length === 1 && !only.isEquation && fitsCodeSpan(only.text))
    return codeSpan(only.text);
  const sign = SIGNS[wear.format];
  if (sign !== undefined) {
    const content = writePieces(inner, lastCharacter(sign), firstCharacter(sign));
    if (signCounts(sign, before, content, after)) return sign + content + sign;
  }
  const tag = tagOf(wear.format);
  return `<${tag}>${writePieces(inner, ">", "<")}</${tag}>`;
}

/** Whether CommonMark takes the signs around `content` as such (its rules for "flanking"), and not as characters. */
function signCounts(sign: string, before: string, content: string, after: string): boolean {
  const kinds = [before, firstCharacter(content), lastCharacter(content), after].map(kindOf);
  if (kinds.includes("unclear")) return false;
  const [outerLeft, innerLeft, innerRight, outerRight] = kinds;
  if (innerLeft === "space" || innerRight === "space") return false;
  if (sign === "_") return outerLeft !== "word" && outerRight !== "word";
  return (
    !(innerLeft === "punctuation" && outerLeft === "word") &&
    !(innerRight === "punctuation" && outerRight === "word")
  );
}

function kindOf(character: string): "space" | "punctuation" | "word" | "unclear" {
  if (/^[\t\n\v\f\r\p{Zs}]?$/u.test(character)) return "space";
  if (/^[\p{P}\p{S}]$/u.test(character)) return character.length === 1 ? "punctuation" : "unclear";
  return /^[\p{L}\p{N}]$/u.test(character) && character.length === 1 ? "word" : "unclear";
}

/** Neighbours that look alike in Markdown are one piece, so that what they form together is escaped. */
function toPieces(runs: readonly Run[]): Piece[] {
  const pieces: Piece[] = [];
  for (const run of runs) {
    const isEquation = !("text" in run) && run.embed.type === EQUATION;
    const words = "text" in run ? run.text : isEquation ? equationSource(run.embed.source) : embedText(run);
    const text = wellFormed(words).replaceAll("\0", "\ufffd");
    const formats = TEXT_FORMATS.filter((format) => run.attributes?.[format] === true);
    const piece = { text, isEquation, link: runLink(run), formats: new Set(formats) };
    const last = pieces.at(-1);
    if (text === "" && !isEquation) continue;
    if (last && isAlike(last, piece)) pieces[pieces.length - 1] = { ...last, text: last.text + text };
    else pieces.push(piece);
  }
  return pieces;
}

function isAlike(a: Piece, b: Piece): boolean {
  return (
    !a.isEquation &&
    !b.isEquation &&
    a.link === b.link &&
    a.formats.size === b.formats.size &&
    [...a.formats].every((format) => b.formats.has(format))
  );
}

/** Code comes last. */
function wears({ link, formats }: Piece): readonly Wear[] {
  const ordered = TEXT_FORMATS.filter((format) => formats.has(format) && format !== "code");
  if (formats.has("code")) ordered.push("code");
  return [...(link === null ? [] : [{ link }]), ...ordered.map((format) => ({ format }))];
}

function has(piece: Piece, wear: Wear): boolean {
  return "link" in wear ? piece.link === wear.link : piece.formats.has(wear.format);
}

function without(piece: Piece, wear: Wear): Piece {
  if ("link" in wear) return { ...piece, link: null };
  return { ...piece, formats: new Set([...piece.formats].filter((format) => format !== wear.format)) };
}

/** An underscore between letters or digits needs no escape: it is only an underscore. */
const SIGNIFICANT = /[\\`*[\]<~]|&(?=[#a-z])|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])|:(?=\/\/)|\$(?![ \t])/giu;

function escapeText(text: string, isBeforeSign: boolean): string {
  const escaped = text.replace(SIGNIFICANT, "\\$&").replaceAll("\n", "\\\n");
  // "!" before a link would make it an image.
  return isBeforeSign ? escaped.replace(/!$/, "\\!") : escaped;
}

function escapeUrl(url: string): string {
  const escaped = url.replace(/[\\<>]|&(?=[#\w]+;)/g, "\\$&");
  return /[\s()\\<>]/.test(url) ? `<${escaped}>` : escaped;
}

/** A span of code has no line breaks, and "]:" in one that a block begins with could end a link definition. */
function fitsCodeSpan(text: string): boolean {
  return !text.includes("\n") && !text.includes("]:");
}

function codeSpan(text: string): string {
  const fence = "`".repeat(longestRun(text, "`") + 1);
  // One space on each side is taken off, unless there is nothing but spaces.
  const losesSpaces = text.startsWith(" ") && text.endsWith(" ") && /[^ ]/.test(text);
  const padding = losesSpaces || /^`|`$/.test(text) ? " " : "";
  return fence + padding + text + padding + fence;
}

function firstCharacter(text: string): string {
  const code = text.codePointAt(0);
  return code === undefined ? "" : String.fromCodePoint(code);
}

function lastCharacter(text: string): string {
  const [pair] = /[\ud800-\udbff][\udc00-\udfff]$/.exec(text.slice(-2)) ?? [text.slice(-1)];
  return pair ?? "";
}
