import fc from "fast-check";
import type { Block, DocumentContent, Json, Run } from "../src/index.js";

/** Text with whatever means something to Markdown or HTML, at the beginning, at the end and in between. */
const piece = fc.constantFrom(
  ..."\\`*_[]()<>!&#+-=|~:.\"'@/^{}$%0123ab ä ß日😀́\u00a0\t".split(""),
  "😀",
  "é",
  " ",
  "  ",
  "a",
  "word",
  "1. ",
  "- ",
  "# ",
  "> ",
  "---",
  "===",
  "***",
  "```",
  "~~~",
  "`` ",
  "[ ] ",
  "[x](y)",
  "![",
  "](",
  "http://a.b",
  "https://example.com/a_b_c",
  "www.a.b",
  "a@b.c",
  "&amp;",
  "&#32;",
  "&nbsp;",
  "<u>",
  "</u>",
  "<br>",
  "<!-- -->",
  "<script>",
  "| a | b",
  "|--|--|",
  "snake_case_word",
  "**",
  "__",
  "~~",
  "\u200b",
  "\ufeff",
  "    ",
  "[a]: b",
  "[TOC]",
  "[^1]",
  "Setext",
  "1986\\.",
);

const inlineText = fc
  .array(piece, { minLength: 1, maxLength: 6 })
  .map((pieces) => pieces.join("").replace(/\p{Surrogate}/gu, ""));
const text = fc
  .array(fc.oneof({ weight: 5, arbitrary: inlineText }, fc.constant("\n")), { minLength: 1, maxLength: 4 })
  .map((parts) => parts.join(""));

const link = fc.constantFrom(
  "https://example.com/a?b=1&c=2#d",
  "/",
  "#part",
  "mailto:a@b.c",
  "https://example.com/(a)b",
  "/with space",
  "/back\\slash",
  "/a&amp;b",
  "/<x>",
  "tel:+49",
);

const attributes = fc
  .record(
    {
      bold: fc.constant(true),
      italic: fc.constant(true),
      underline: fc.constant(true),
      strikethrough: fc.constant(true),
      code: fc.constant(true),
      highlight: fc.constant(true),
      link,
    },
    { requiredKeys: [] },
  )
  .map((record) => record as Record<string, Json>);

const plainOrFormatted = fc.oneof(
  { weight: 2, arbitrary: fc.constant({} as Record<string, Json>) },
  attributes,
);

/** In one line, as formulas inside of text are. */
const equation = fc
  .array(fc.oneof(piece, fc.constantFrom("\\frac{a}{b}", "x^2", "\\$", "$$")), { maxLength: 4 })
  .map((pieces) =>
    pieces
      .join("")
      .replace(/\p{Surrogate}/gu, "")
      .replace(/\s+/g, " ")
      .trim(),
  );

const words = fc.oneof(
  { weight: 5, arbitrary: text.map((text) => ({ text })) },
  equation.map((source) => ({ embed: { type: "equation", source } })),
);

export const arbitraryRuns: fc.Arbitrary<Run[]> = fc
  .array(fc.tuple(words, plainOrFormatted), { maxLength: 5 })
  .map((runs) => mergeRuns(runs.map(([run, attributes]) => ({ ...run, attributes }))));

/** The canonical form: no empty runs, no two neighbours alike, no empty attributes. */
function mergeRuns(runs: readonly (Run & { attributes: Record<string, Json> })[]): Run[] {
  const merged: Run[] = [];
  for (const run of runs) {
    const { attributes } = run;
    const last = merged.at(-1);
    if (!("text" in run)) {
      merged.push(Object.keys(attributes).length === 0 ? { embed: run.embed } : run);
      continue;
    }
    const { text } = run;
    if (text === "") continue;
    if (last && "text" in last && isSame(last.attributes ?? {}, attributes))
      merged[merged.length - 1] = { ...last, text: last.text + text };
    else merged.push(Object.keys(attributes).length === 0 ? { text } : { text, attributes });
  }
  return merged;
}

function isSame(a: Readonly<Record<string, Json>>, b: Readonly<Record<string, Json>>): boolean {
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...keys].every((key) => a[key] === b[key]);
}

const indent = fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.integer({ min: 0, max: 8 }));

function block(type: string, props: Record<string, Json>, runs: readonly Run[]): Block {
  return Object.keys(props).length === 0 ? { type, runs } : { type, props, runs };
}

const listItem = fc
  .tuple(
    indent,
    fc.constantFrom("bullet", "number", "check"),
    fc.boolean(),
    fc.option(fc.constantFrom(0, 2, 5, 99, 1_000), { freq: 4 }),
    arbitraryRuns,
  )
  .map(([indent, kind, checked, start, runs]) => {
    const props: Record<string, Json> = {};
    if (indent > 0) props.indent = indent;
    if (kind !== "bullet") props.kind = kind;
    if (kind === "check" && checked) props.checked = true;
    if (kind === "number" && start !== null) props.start = start;
    return block("list-item", props, runs);
  });

const codeText = fc
  .array(fc.oneof(piece, fc.constant("\n")), { maxLength: 8 })
  .map((parts) => parts.join("").replace(/\p{Surrogate}/gu, ""));

export const arbitraryBlock: fc.Arbitrary<Block> = fc.oneof(
  { weight: 2, arbitrary: arbitraryRuns.map((runs) => block("paragraph", {}, runs)) },
  fc
    .tuple(fc.integer({ min: 1, max: 3 }), arbitraryRuns)
    .map(([level, runs]) => block("heading", level === 1 ? {} : { level }, runs)),
  { weight: 3, arbitrary: listItem },
  arbitraryRuns.map((runs) => block("quote", {}, runs)),
  fc.constant(block("contents", {}, [])),
  arbitraryRuns.map((runs) => block("section", {}, runs)),
  fc
    .tuple(fc.constantFrom("note", "tip", "warning", "danger"), arbitraryRuns)
    .map(([kind, runs]) => block("callout", kind === "note" ? {} : { kind }, runs)),
  fc
    .array(fc.oneof(codeText, fc.constant("$$")), { maxLength: 3 })
    .map((parts) => parts.join("").replace(/\n+$/, ""))
    .map((text) => block("equation", {}, text === "" ? [] : [{ text }])),
  fc
    .tuple(codeText, fc.constantFrom("", "ts", "c++", "c sharp", "a`b", "*x*"))
    .map(([text, language]) =>
      block("code", language === "" ? {} : { language }, text === "" ? [] : [{ text }]),
    ),
);

/** What a person can see of indents: how many of the sections before a block it stands in. */
function inSections(blocks: readonly (readonly [Block, number])[]): Block[] {
  let open = 0;
  return blocks.map(([each, out]) => {
    if (!["paragraph", "heading", "quote", "callout", "section"].includes(each.type)) return each;
    open = Math.max(0, open - out);
    const indent = open;
    if (each.type === "section") open += 1;
    return indent === 0 ? each : { ...each, props: { ...each.props, indent } };
  });
}

export const arbitraryDocument: fc.Arbitrary<DocumentContent> = fc.record({
  title: fc.oneof(
    fc.constant(""),
    inlineText.map((text) => text.replace(/[\p{Cc}]+/gu, " ").trim()),
  ),
  blocks: fc.array(fc.tuple(arbitraryBlock, fc.constantFrom(0, 0, 1, 2)), { maxLength: 6 }).map(inSections),
});
