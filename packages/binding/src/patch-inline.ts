import { $isCodeHighlightNode, $isCodeNode } from "@lexical/code-core";
import { $createLinkNode, $isAutoLinkNode, $isLinkNode, type LinkNode } from "@lexical/link";
import { $isListNode } from "@lexical/list";
import type { Embed, LiveBlock } from "@motet/model";
import {
  $createLineBreakNode,
  $createTabNode,
  $createTextNode,
  $isLineBreakNode,
  $isTabNode,
  $isTextNode,
  type ElementNode,
  type LexicalNode,
} from "lexical";
import { $isPlainText } from "./codecs.js";
import { $canShow, $createEmbed, $isEmbed, $originOf, $showAs } from "./embeds.js";
import { FORMAT_MASK, type Look, lookOf, PLAIN } from "./text-format.js";

/** How a text node is to look. */
type Wear = Pick<Look, "format" | "style">;

/** What a block's Lexical node should hold, in Lexical's canonical form. */
type Inline =
  | ({ readonly kind: "text"; readonly text: string } & Wear)
  | { readonly kind: "break" }
  | ({ readonly kind: "tab" } & Wear)
  | ({ readonly kind: "embed"; readonly embed: Embed; readonly origin: string } & Wear)
  | { readonly kind: "link"; readonly url: string; readonly children: Inline[] };

/**
 * Makes an element show a block's text. Nodes that are right stay, others are changed in place, so that keys,
 * and with them the DOM and the caret, last. Returns whether anything had to be changed.
 */
export function $patchInline(element: ElementNode, live: LiveBlock): boolean {
  const wanted = inlinesOf(live, $isPlainText(element));
  return $isCodeNode(element) ? $patchCode(element, wanted) : $patchChildren(element, wanted);
}

/** Whether an element shows a block's text in canonical form, so that a fresh reader would see the same. */
export function $showsInline(element: ElementNode, live: LiveBlock): boolean {
  const wanted = inlinesOf(live, $isPlainText(element));
  const children = element.getChildren();
  if ($isCodeNode(element)) {
    const isPlain = children.every((child) => !$isTextNode(child) || $wears(child, PLAIN));
    return isPlain && children.map($nodeText).join("") === wanted.map(inlineText).join("");
  }
  return children.length === wanted.length && children.every((child, index) => $equals(child, wanted[index]));
}

function inlinesOf(live: LiveBlock, isPlainText: boolean): Inline[] {
  const result: Inline[] = [];
  let siblings = result;
  let url: string | null = null;
  const place = (link: string | null): void => {
    if (link === url) return;
    url = link;
    if (link === null) {
      siblings = result;
    } else {
      siblings = [];
      result.push({ kind: "link", url: link, children: siblings });
    }
  };
  for (const segment of live.segments) {
    const look: Look = isPlainText ? PLAIN : lookOf(segment.attributes);
    place(look.link);
    if (segment.text === null) {
      const origin = `${segment.client}-${segment.clock}`;
      siblings.push({
        kind: "embed",
        embed: segment.embed ?? { type: "unknown" },
        origin,
        format: look.format,
        style: look.style,
      });
      continue;
    }
    for (const part of partsOf(segment.text)) {
      if (part === "\n") siblings.push({ kind: "break" });
      else if (part === "\t") siblings.push({ kind: "tab", format: look.format, style: look.style });
      else if (part !== "") pushText(siblings, part, look);
    }
  }
  return result;
}

/** Line breaks and tabs apart from the text around them; most text has neither. */
function partsOf(text: string): readonly string[] {
  return text.includes("\n") || text.includes("\t") ? text.split(/([\n\t])/) : [text];
}

function pushText(siblings: Inline[], text: string, { format, style }: Look): void {
  const last = siblings.at(-1);
  if (last?.kind === "text" && last.format === format && last.style === style) {
    siblings[siblings.length - 1] = { kind: "text", text: last.text + text, format, style };
  } else {
    siblings.push({ kind: "text", text, format, style });
  }
}

function $patchChildren(parent: ElementNode, wanted: readonly Inline[]): boolean {
  const current = parent.getChildren().filter((child) => !$isListNode(child));
  let start = 0;
  let oldEnd = current.length;
  let newEnd = wanted.length;
  while (start < oldEnd && start < newEnd && $equals(current[start], wanted[start])) start++;
  while (oldEnd > start && newEnd > start && $equals(current[oldEnd - 1], wanted[newEnd - 1])) {
    oldEnd--;
    newEnd--;
  }
  if (start === oldEnd && start === newEnd) return false;

  const middle = current.slice(start, oldEnd);
  const kept = alignKinds(middle, wanted.slice(start, newEnd));
  let previous: LexicalNode | null = start === 0 ? null : (current[start - 1] ?? null);
  // New nodes go in before old ones go out: a link that loses its last child removes itself.
  for (let at = start; at < newEnd; at++) {
    const want = wanted[at] as Inline;
    const reused = kept.get(at - start);
    if (reused !== undefined) {
      $update(reused, want);
      previous = reused;
      continue;
    }
    const created = $create(want);
    if (previous !== null) previous.insertAfter(created, false);
    else parent.splice(0, 0, [created]);
    if ($isLinkNode(created) && want.kind === "link") $patchChildren(created, want.children);
    previous = created;
  }
  const staying = new Set(kept.values());
  for (const node of middle) if (!staying.has(node)) node.remove(true);
  return true;
}

/** Which old node serves which new place: in order, of the same kind. */
function alignKinds(nodes: readonly LexicalNode[], wanted: readonly Inline[]): Map<number, LexicalNode> {
  const kept = new Map<number, LexicalNode>();
  let next = 0;
  for (const node of nodes) {
    for (let at = next; at < wanted.length; at++) {
      if (!$fits(node, wanted[at] as Inline)) continue;
      kept.set(at, node);
      next = at + 1;
      break;
    }
  }
  return kept;
}

function $fits(node: LexicalNode, want: Inline): boolean {
  switch (want.kind) {
    case "text":
      return $isWords(node) && !$isCodeHighlightNode(node);
    case "break":
      return $isLineBreakNode(node);
    case "tab":
      return $isTabNode(node);
    case "embed":
      return $canShow(node, want.embed, want.origin);
    case "link":
      return $isLinkNode(node) && !isUnlinked(node);
  }
}

function $equals(node: LexicalNode | undefined, want: Inline | undefined): boolean {
  if (node === undefined || want === undefined || !$fits(node, want)) return false;
  switch (want.kind) {
    case "text":
      return $isTextNode(node) && node.getTextContent() === want.text && $wears(node, want);
    case "break":
      return true;
    case "tab":
      return $wears(node, want);
    case "embed":
      return $originOf(node) === want.origin && (!$isTextNode(node) || $wears(node, want));
    case "link": {
      if (!$isLinkNode(node) || node.getURL() !== want.url) return false;
      const children = node.getChildren();
      return (
        children.length === want.children.length &&
        children.every((child, index) => $equals(child, want.children[index]))
      );
    }
  }
}

function $wears(node: LexicalNode, { format, style }: Wear): boolean {
  return $isTextNode(node) && (node.getFormat() & FORMAT_MASK) === format && node.getStyle() === style;
}

function $update(node: LexicalNode, want: Inline): void {
  if (want.kind === "link") {
    if (!$isLinkNode(node)) return;
    if (node.getURL() !== want.url) node.setURL(want.url);
    $patchChildren(node, want.children);
    return;
  }
  if (want.kind === "embed") $showAs(node, want.origin);
  if (want.kind === "break" || !$isTextNode(node)) return;
  if (want.kind === "text" && node.getTextContent() !== want.text) node.setTextContent(want.text);
  if (!$wears(node, want)) {
    node.setFormat((node.getFormat() & ~FORMAT_MASK) | want.format);
    if (node.getStyle() !== want.style) node.setStyle(want.style);
  }
}

function $create(want: Inline): LexicalNode {
  switch (want.kind) {
    case "text":
      return $wear($createTextNode(want.text), want);
    case "break":
      return $createLineBreakNode();
    case "tab":
      return $wear($createTabNode(), want);
    case "embed":
      return $wear($createEmbed(want.embed, want.origin), want);
    case "link":
      return $createLinkNode(want.url);
  }
}

function $wear(node: LexicalNode, { format, style }: Wear): LexicalNode {
  if (!$isTextNode(node)) return node;
  node.setFormat(format);
  return style === "" ? node : node.setStyle(style);
}

/** Text that can be patched in place. */
function $isWords(node: LexicalNode): boolean {
  return $isTextNode(node) && !$isTabNode(node) && !$isEmbed(node);
}

function isUnlinked(node: LinkNode): boolean {
  return $isAutoLinkNode(node) && node.getIsUnlinked();
}

/**
 * Code may be split into highlighted pieces by whoever highlights it; that is no difference. Whole lines are
 * compared, and only lines that read differently are replaced.
 */
function $patchCode(element: ElementNode, wanted: readonly Inline[]): boolean {
  let didChange = false;
  for (const child of element.getChildren()) {
    if (!$isTextNode(child) || $wears(child, PLAIN)) continue;
    // Code has no formats; what was bold before it became code stays so in Yjs.
    child.setFormat(child.getFormat() & ~FORMAT_MASK);
    if (child.getStyle() !== "") child.setStyle("");
    didChange = true;
  }
  return $patchLines(element, wanted) || didChange;
}

function $patchLines(element: ElementNode, wanted: readonly Inline[]): boolean {
  const current = linesOf(element.getChildren(), (node) => $isLineBreakNode(node));
  const target = linesOf([...wanted], (inline) => inline.kind === "break");
  const oldTexts = current.map((line) => line.map($nodeText).join(""));
  const newTexts = target.map((line) => line.map(inlineText).join(""));
  let start = 0;
  let oldEnd = current.length;
  let newEnd = target.length;
  while (start < oldEnd && start < newEnd && oldTexts[start] === newTexts[start]) start++;
  while (oldEnd > start && newEnd > start && oldTexts[oldEnd - 1] === newTexts[newEnd - 1]) {
    oldEnd--;
    newEnd--;
  }
  if (start === oldEnd && start === newEnd) return false;
  const inserted = target.slice(start, newEnd).flat();
  const removed = current.slice(start, oldEnd).flat();
  const only = removed.length === 1 && inserted.length === 1 ? removed[0] : undefined;
  const want = inserted[0];
  if (only !== undefined && want?.kind === "text" && $isWords(only)) {
    $update(only, { ...want, format: $isTextNode(only) ? only.getFormat() & FORMAT_MASK : 0, style: "" });
    return true;
  }
  const index = current.slice(0, start).reduce((sum, line) => sum + line.length, 0);
  // Lines carry the break that ends them; the last line has none, so the seam may need one.
  const nodes = inserted.map($create);
  element.splice(index, removed.length, nodes);
  return true;
}

/** Each line with the break that ends it. */
function linesOf<T>(items: readonly T[], isBreak: (item: T) => boolean): T[][] {
  const lines: T[][] = [[]];
  for (const item of items) {
    (lines.at(-1) as T[]).push(item);
    if (isBreak(item)) lines.push([]);
  }
  return lines;
}

function $nodeText(node: LexicalNode): string {
  if ($isLineBreakNode(node)) return "\n";
  if ($isEmbed(node)) return `\ufffc${$originOf(node)}`;
  // Anything that holds text of its own (a link) does not belong in code: it differs from every wanted text.
  return $isTextNode(node) ? node.getTextContent() : `\0${node.getKey()}`;
}

function inlineText(inline: Inline): string {
  switch (inline.kind) {
    case "text":
      return inline.text;
    case "break":
      return "\n";
    case "tab":
      return "\t";
    case "embed":
      return `\ufffc${inline.origin}`;
    case "link":
      return inline.children.map(inlineText).join("");
  }
}
