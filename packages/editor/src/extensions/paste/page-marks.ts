export interface PageMark {
  readonly tag: string;
  readonly style?: string;
}

const TAGS: Readonly<Record<string, string>> = {
  strong: "strong",
  b: "strong",
  em: "em",
  i: "em",
  u: "u",
  ins: "u",
  s: "s",
  del: "s",
  strike: "s",
  code: "code",
  kbd: "code",
  samp: "code",
  tt: "code",
  sub: "sub",
  sup: "sup",
  mark: "mark",
};

export function styleOf(element: Element): string {
  return element.getAttribute("style") ?? "";
}

/** What an element says of its text, by its name or by its style: programs write `b` and mean normal. */
export function marksOf(element: Element): PageMark[] {
  const style = styleOf(element);
  const named = TAGS[element.tagName.toLowerCase()];
  const tags = new Set(named === undefined ? [] : [named]);
  const weight = /(?:^|[;\s])font-weight:\s*(\w+)/i.exec(style)?.[1]?.toLowerCase();
  if (weight === "normal" || Number(weight) < 600) tags.delete("strong");
  else if (weight === "bold" || weight === "bolder" || Number(weight) >= 600) tags.add("strong");
  const slant = /(?:^|[;\s])font-style:\s*(\w+)/i.exec(style)?.[1]?.toLowerCase();
  if (slant === "normal") tags.delete("em");
  else if (slant === "italic" || slant === "oblique") tags.add("em");
  const line = /(?:^|[;\s])text-decoration(?:-line)?:([^;]*)/i.exec(style)?.[1] ?? "";
  // A link is underlined anyway.
  if (/underline/i.test(line) && element.closest("a") === null && element.querySelector("a") === null)
    tags.add("u");
  if (/line-through/i.test(line)) tags.add("s");
  if (/vertical-align:\s*super/i.test(style)) tags.add("sup");
  if (/vertical-align:\s*sub/i.test(style)) tags.add("sub");
  const marks: PageMark[] = [...tags].map((tag) => ({ tag }));
  if (element.tagName === "SPAN" && /white-space:\s*(?:pre-wrap|break-spaces)/i.test(style))
    marks.push({ tag: "span", style: "white-space: pre-wrap" });
  return marks;
}
