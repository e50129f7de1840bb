import type { Env, Token } from "markdown-it";
import type { Json, Run } from "../block.js";
import { EQUATION, equationSource } from "../equation.js";
import { LINK, type TextFormat } from "../schema.js";
import { safeUrl } from "../url.js";
import { EQUATION_INLINE } from "./equation.js";
import { inlineTag, isBreakTag } from "./inline-tags.js";
import { markdownParser } from "./parser.js";
import { RunList } from "./run-list.js";

const FORMATS_OF_TOKENS: ReadonlyMap<string, TextFormat> = new Map<string, TextFormat>([
  ["strong", "bold"],
  ["em", "italic"],
  ["s", "strikethrough"],
]);

/** Reads the Markdown of one block's text. `env` holds the document's link definitions. */
export function readInlines(markdown: string, env: Env): readonly Run[] {
  const { inline } = markdownParser();
  const tokens: Token[] = [];
  inline.parse(markdown, markdownParser(), env, tokens);
  return readTokens(tokens);
}

function readTokens(tokens: readonly Token[]): readonly Run[] {
  const list = new RunList();
  const paired = pairedTags(tokens);
  const open = new Map<TextFormat, number>();
  const links: (string | null)[] = [];

  const turn = (format: TextFormat, by: number): void => void open.set(format, (open.get(format) ?? 0) + by);
  const attributes = (more: Readonly<Record<string, Json>> = {}): Record<string, Json> => {
    const on = [...open].filter(([, depth]) => depth > 0).map(([format]) => [format, true] as const);
    const link = links.find((url) => url !== null);
    return { ...more, ...Object.fromEntries(on), ...(link == null ? {} : { [LINK]: link }) };
  };

  for (const token of tokens) {
    const format = FORMATS_OF_TOKENS.get(token.type.replace(/_(open|close)$/, ""));
    if (format !== undefined) {
      turn(format, token.nesting);
      continue;
    }
    switch (token.type) {
      case "link_open":
        links.push(safeUrl(token.attrGet("href")));
        break;
      case "link_close":
        links.pop();
        break;
      case "softbreak":
        list.append(" ", attributes());
        break;
      case "hardbreak":
        list.append("\n", attributes());
        break;
      case "code_inline":
        list.append(token.content, attributes({ code: true }));
        break;
      case EQUATION_INLINE:
        list.appendEmbed({ type: EQUATION, source: equationSource(token.content) }, attributes());
        break;
      case "image": {
        const url = safeUrl(token.attrGet("src"));
        const words = (token.children ?? []).map(({ content }) => content).join("");
        list.append(words || url || "[image]", attributes(url === null ? {} : { [LINK]: url }));
        break;
      }
      case "html_inline": {
        const tag = paired.has(token) ? inlineTag(token.content) : null;
        if (tag) turn(tag.format, tag.opens ? 1 : -1);
        else list.append(isBreakTag(token.content) ? "\n" : token.content, attributes());
        break;
      }
      default:
        list.append(token.content, attributes());
    }
  }
  return list.runs;
}

/** The tags that have a partner; a lone one is text. */
function pairedTags(tokens: readonly Token[]): ReadonlySet<Token> {
  const paired = new Set<Token>();
  const waiting = new Map<TextFormat, Token[]>();
  for (const token of tokens) {
    const tag = token.type === "html_inline" ? inlineTag(token.content) : null;
    if (!tag) continue;
    const openers = waiting.get(tag.format) ?? [];
    waiting.set(tag.format, openers);
    if (tag.opens) {
      openers.push(token);
    } else {
      const opener = openers.pop();
      if (opener) paired.add(opener).add(token);
    }
  }
  return paired;
}
