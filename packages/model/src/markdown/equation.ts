import type { StateBlock, StateInline } from "markdown-it";
import { longestRun } from "./longest-run.js";

/** The types of the tokens of `equationInline` and `equationBlock`. */
export const EQUATION_INLINE = "equation_inline";
export const EQUATION_BLOCK = "equation_block";

/**
 * An inline rule of markdown-it: `$x$` as Pandoc and GitHub read it (no space inside the signs, no digit behind them), and GitHub's
 * other form, with backticks inside the signs.
 */
export function equationInline(state: StateInline, silent: boolean): boolean {
  if (state.src[state.pos] !== "$") return false;
  const found = state.src[state.pos + 1] === "`" ? findQuoted(state) : findPlain(state);
  if (found === null || found.end > state.posMax) return false;
  if (!silent) state.push(EQUATION_INLINE, "", 0).content = found.source;
  state.pos = found.end;
  return true;
}

interface Found {
  readonly source: string;
  /** Behind the closing sign. */
  readonly end: number;
}

/** Looks no further than the next sign or the end of the line, so all of a text is read at most twice. */
function findPlain({ src, pos }: StateInline): Found | null {
  const start = pos + 1;
  if (/^[\s$]?$/.test(src[start] ?? "")) return null;
  for (let at = start; at < src.length && src[at] !== "\n"; at += 1) {
    if (src[at] === "\\") at += 1;
    else if (src[at] === "$") {
      const isClosing = !/\s/.test(src[at - 1] ?? "") && !/\d/.test(src[at + 1] ?? "");
      return isClosing ? { source: src.slice(start, at), end: at + 1 } : null;
    }
  }
  return null;
}

/** More backticks than anybody writes: each number of them may cost a look at all of the text. */
const MAX_TICKS = 32;

/** Closings that a text has not got: they are looked for once. */
const missing = new WeakMap<StateInline, Set<string>>();

function findQuoted(state: StateInline): Found | null {
  const { src, pos } = state;
  let start = pos + 1;
  while (src[start] === "`") start += 1;
  if (start - pos > MAX_TICKS) return null;
  const closing = `${src.slice(pos + 1, start)}$`;
  const known = missing.get(state) ?? new Set();
  missing.set(state, known);
  const at = known.has(closing) ? -1 : src.indexOf(closing, start);
  if (at < 0) known.add(closing);
  return at < 0 ? null : { source: src.slice(start, at), end: at + closing.length };
}

const FENCE = /^(\${2,})[ \t]*$/;
const ONE_LINE = /^\$\$(?!\$)[ \t]*(\S|\S.*\S)[ \t]*(?<!\$)\$\$[ \t]*$/;

/** A block rule of markdown-it: what stands between two lines of `$$`, or in one line between the signs. */
export function equationBlock(state: StateBlock, begin: number, end: number, silent: boolean): boolean {
  if ((state.sCount[begin] ?? 0) - state.blkIndent >= 4) return false;
  const first = lineOf(state, begin);
  if (!first.startsWith("$$")) return false;
  const sign = FENCE.exec(first)?.[1];
  const close = sign === undefined ? begin : findClose(state, begin, end, sign);
  const source =
    sign === undefined
      ? ONE_LINE.exec(first)?.[1]
      : state.getLines(begin + 1, close, state.sCount[begin] ?? 0, true).replace(/\n$/, "");
  if (source === undefined || close >= end) return false;
  if (silent) return true;
  const token = state.push(EQUATION_BLOCK, "", 0);
  token.content = source;
  token.map = [begin, close + 1];
  state.line = close + 1;
  return true;
}

/** The line that closes; `end` where none does. */
function findClose(state: StateBlock, begin: number, end: number, sign: string): number {
  for (let line = begin + 1; line < end; line += 1) {
    const length = (state.eMarks[line] ?? 0) - (state.bMarks[line] ?? 0) - (state.tShift[line] ?? 0);
    if (length > 0 && (state.sCount[line] ?? 0) < state.blkIndent) return end;
    if (length >= sign.length && lineOf(state, line).trimEnd() === sign) return line;
  }
  return end;
}

function lineOf(state: StateBlock, line: number): string {
  return state.src.slice((state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0), state.eMarks[line]);
}

/** `following`: the character behind it. */
export function writeEquation(source: string, following: string): string {
  const isPlain = /^(?:[^\s$\\]|\\.|[^\S\n](?=\S))+$/.test(source) && !/^[\s`]/.test(source);
  if (isPlain && !/^[\d$]/.test(following)) return `$${source}$`;
  const ticks = "`".repeat(longestRun(source, "`") + 1);
  const padding = source === "" || /^`|`$/.test(source) ? " " : "";
  return `$${ticks}${padding}${source}${padding}${ticks}$`;
}

export function writeEquationBlock(source: string): string {
  const sign = "$".repeat(Math.max(2, longestRun(source, "$") + 1));
  return `${sign}\n${source === "" ? "" : `${source}\n`}${sign}`;
}
