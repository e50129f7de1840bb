import type { LanguageFn } from "highlight.js";
import { createLowlight } from "lowlight";

/** What a stretch of code is: each has a color of the stylesheet. */
export const CODE_GROUPS = [
  "keyword",
  "string",
  "number",
  "comment",
  "title",
  "type",
  "name",
  "added",
  "removed",
] as const;

export type CodeGroup = (typeof CODE_GROUPS)[number];

/** Characters of a code from `start` to before `end`. */
export interface Colored {
  readonly group: CodeGroup;
  readonly start: number;
  readonly end: number;
}

const GROUPS: Readonly<Record<string, CodeGroup>> = {
  keyword: "keyword",
  "selector-tag": "keyword",
  string: "string",
  regexp: "string",
  char: "string",
  quote: "comment",
  link: "string",
  code: "string",
  number: "number",
  literal: "number",
  symbol: "number",
  comment: "comment",
  meta: "comment",
  doctag: "comment",
  title: "title",
  section: "title",
  name: "title",
  type: "type",
  built_in: "type",
  class: "type",
  attr: "name",
  attribute: "name",
  property: "name",
  variable: "name",
  "template-variable": "name",
  "selector-class": "name",
  "selector-id": "name",
  bullet: "name",
  addition: "added",
  deletion: "removed",
};

type Loader = () => Promise<{ readonly default: LanguageFn }>;

/** Each is fetched when it is first shown. */
const LOADERS: Readonly<Record<string, Loader>> = {
  bash: () => import("highlight.js/lib/languages/bash"),
  c: () => import("highlight.js/lib/languages/c"),
  cpp: () => import("highlight.js/lib/languages/cpp"),
  csharp: () => import("highlight.js/lib/languages/csharp"),
  css: () => import("highlight.js/lib/languages/css"),
  diff: () => import("highlight.js/lib/languages/diff"),
  dockerfile: () => import("highlight.js/lib/languages/dockerfile"),
  go: () => import("highlight.js/lib/languages/go"),
  graphql: () => import("highlight.js/lib/languages/graphql"),
  html: () => import("highlight.js/lib/languages/xml"),
  ini: () => import("highlight.js/lib/languages/ini"),
  java: () => import("highlight.js/lib/languages/java"),
  javascript: () => import("highlight.js/lib/languages/javascript"),
  json: () => import("highlight.js/lib/languages/json"),
  kotlin: () => import("highlight.js/lib/languages/kotlin"),
  latex: () => import("highlight.js/lib/languages/latex"),
  lua: () => import("highlight.js/lib/languages/lua"),
  makefile: () => import("highlight.js/lib/languages/makefile"),
  markdown: () => import("highlight.js/lib/languages/markdown"),
  php: () => import("highlight.js/lib/languages/php"),
  powershell: () => import("highlight.js/lib/languages/powershell"),
  python: () => import("highlight.js/lib/languages/python"),
  r: () => import("highlight.js/lib/languages/r"),
  ruby: () => import("highlight.js/lib/languages/ruby"),
  rust: () => import("highlight.js/lib/languages/rust"),
  scss: () => import("highlight.js/lib/languages/scss"),
  sql: () => import("highlight.js/lib/languages/sql"),
  swift: () => import("highlight.js/lib/languages/swift"),
  typescript: () => import("highlight.js/lib/languages/typescript"),
  yaml: () => import("highlight.js/lib/languages/yaml"),
};

/** Languages whose code holds that of others. */
const INSIDE: Readonly<Record<string, readonly string[]>> = { html: ["css", "javascript"] };

const lowlight = createLowlight();

export function isLoaded(id: string): boolean {
  return lowlight.registered(id);
}

/** After it, `colorCode` knows the language; false for one that nobody knows. */
export async function loadLanguage(id: string): Promise<boolean> {
  const load = Object.hasOwn(LOADERS, id) ? LOADERS[id] : undefined;
  if (load === undefined) return false;
  await Promise.all((INSIDE[id] ?? []).map(loadLanguage));
  if (!lowlight.registered(id)) lowlight.register(id, (await load()).default);
  return true;
}

/** The stretches of a code that have a color, in order. None where the language has not been loaded, or its grammar fails. */
export function colorCode(code: string, id: string): Colored[] {
  if (!lowlight.registered(id)) return [];
  const colored: Colored[] = [];
  let at = 0;
  const visit = (nodes: readonly HighlightedNode[], group: CodeGroup | undefined): void => {
    for (const node of nodes) {
      if (node.type === "element") visit(node.children, groupOf(node.properties.className) ?? group);
      else if (node.type === "text") {
        const end = at + node.value.length;
        const last = colored.at(-1);
        if (group !== undefined && last?.group === group && last.end === at)
          colored[colored.length - 1] = { ...last, end };
        else if (group !== undefined) colored.push({ group, start: at, end });
        at = end;
      }
    }
  };
  try {
    visit(lowlight.highlight(id, code).children, undefined);
  } catch (error) {
    console.error(error);
    return [];
  }
  return colored;
}

type HighlightedNode = ReturnType<typeof lowlight.highlight>["children"][number];

/** `hljs-title`, or `hljs-title function_`: the first word says it. */
function groupOf(classes: unknown): CodeGroup | undefined {
  const scope = String(Array.isArray(classes) ? classes[0] : "").replace(/^hljs-/, "");
  return Object.hasOwn(GROUPS, scope) ? GROUPS[scope] : undefined;
}
