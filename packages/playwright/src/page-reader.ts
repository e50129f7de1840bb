import type { Box, Place, SeenBlock, SeenCaret, SeenRun } from "./seen-block.js";

/** What runs inside the page: reads a body as a person sees it, and puts the caret into it. */
export interface PageReader {
  blocks(root: Element): SeenBlock[];
  /** The place of this page's own caret; null where it is not in the body. */
  caret(root: Element): Place | null;
  selectedText(): string;
  carets(root: Element): SeenCaret[];
  /** The boxes of what others have selected. */
  selections(root: Element): Box[];
  /** Where a caret at this place is drawn by right. */
  boxAt(root: Element, place: Place): Box;
  /** Sets the selection and resolves once the page has been told of it. */
  select(root: Element, anchor: Place, focus: Place): Promise<void>;
}

declare global {
  interface Window {
    motetReader: PageReader;
  }
}

/** Given to the browser as text, so it uses nothing from around it. Needs no hook in the product. */
export function installPageReader(): void {
  interface Shown {
    readonly element: HTMLElement;
    readonly indent: number;
  }

  const LISTS = "UL, OL";
  const TYPES: Record<string, SeenBlock["type"]> = {
    P: "paragraph",
    H1: "heading1",
    H2: "heading2",
    H3: "heading3",
    H4: "heading4",
    H5: "heading5",
    H6: "heading6",
    BLOCKQUOTE: "quote",
    PRE: "code",
    CODE: "code",
  };

  const shownBlocks = (root: Element, depth = 0): Shown[] =>
    [...root.children].flatMap((child): Shown[] => {
      if (child.matches(LISTS)) return shownItems(child, depth);
      // Lexical's own, for a caret beside a block that has no text.
      if (child.matches("[data-lexical-cursor], [data-lexical-decorator-boundary]")) return [];
      // As Lexical writes it: `calc(2 * var(…))`.
      const indent = Number(/^calc\((\d+) \*/.exec((child as HTMLElement).style.paddingInlineStart)?.[1]);
      // What is shown above a caption is no text of the document.
      const element = child.querySelector<HTMLElement>(":scope > figcaption") ?? (child as HTMLElement);
      return [{ element, indent: Number.isNaN(indent) ? 0 : indent }];
    });

  const shownItems = (list: Element, depth: number): Shown[] =>
    [...list.children].flatMap((item): Shown[] => {
      const nested = [...item.children].filter((child) => child.matches(LISTS));
      if (nested.length > 0) return nested.flatMap((inner) => shownItems(inner, depth + 1));
      return [{ element: item as HTMLElement, indent: depth }];
    });

  const typeOf = (element: HTMLElement): SeenBlock["type"] => {
    if (element.tagName !== "LI") return TYPES[element.tagName] ?? "other";
    if (element.getAttribute("role") === "checkbox") return "check";
    return element.parentElement?.tagName === "OL" ? "number" : "bullet";
  };

  /** A line break that ends a block only gives it its height. */
  const endsWithBreak = (element: HTMLElement): boolean => {
    let last: Node | null = element;
    while (last?.lastChild) last = last.lastChild;
    return last instanceof HTMLBRElement;
  };

  /** A table of contents shows what other blocks say, and says nothing itself. */
  const isDrawn = (element: Element): boolean => element.matches('[data-motet-part="contents"]');

  const textOf = (element: HTMLElement): string => {
    if (isDrawn(element)) return "";
    // biome-ignore lint/performance/useDomNodeTextContent: what a person sees is the question.
    const text = element.innerText;
    return endsWithBreak(element) ? text.replace(/\n$/, "") : text;
  };

  const formatsOf = (node: Node, block: HTMLElement): string[] => {
    const formats = new Set<string>();
    for (let at = node.parentElement; at !== null && at !== block; at = at.parentElement) {
      if (at.matches("strong, b")) formats.add("bold");
      if (getComputedStyle(at).fontStyle !== getComputedStyle(block).fontStyle) formats.add("italic");
      if (at.matches("code")) formats.add("code");
      if (at.matches("a")) {
        formats.add(`link ${at.getAttribute("href")}`);
        continue;
      }
      const decoration = getComputedStyle(at).textDecorationLine;
      if (decoration.includes("underline")) formats.add("underline");
      if (decoration.includes("line-through")) formats.add("strikethrough");
    }
    return [...formats].sort();
  };

  const runsOf = (block: HTMLElement): SeenRun[] => {
    const runs: SeenRun[] = [];
    for (const node of leavesOf(block)) {
      if (node instanceof Text) runs.push({ text: node.data, formats: formatsOf(node, block) });
      else runs.push({ text: "\n", formats: [] });
    }
    if (endsWithBreak(block)) runs.pop();
    return runs;
  };

  /** Texts and line breaks. */
  const leavesOf = (block: Element): Node[] => {
    if (isDrawn(block)) return [];
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
    const leaves: Node[] = [];
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      if (node instanceof HTMLBRElement || (node instanceof Text && node.length > 0)) leaves.push(node);
    }
    return leaves;
  };

  const domPoint = (root: Element, { block, offset }: Place): [Node, number] => {
    const element = shownBlocks(root)[block]?.element;
    if (element === undefined) throw new RangeError(`There is no block ${block}.`);
    let rest = offset;
    for (const leaf of leavesOf(element)) {
      const length = leaf instanceof Text ? leaf.length : 1;
      if (leaf instanceof Text && rest <= length) return [leaf, rest];
      if (rest < length && leaf.parentNode !== null) {
        return [leaf.parentNode, [...leaf.parentNode.childNodes].indexOf(leaf as ChildNode)];
      }
      rest -= length;
    }
    if (rest > 0) throw new RangeError(`Block ${block} is shorter than ${offset}.`);
    return [element, offset === 0 ? 0 : element.childNodes.length];
  };

  const plain = ({ x, y, width, height }: DOMRect): Box => ({ x, y, width, height });
  const frameOf = (root: Element): Element => root.parentElement ?? root;

  window.motetReader = {
    blocks: (root) =>
      shownBlocks(root).map(({ element, indent }) => ({
        type: typeOf(element),
        text: textOf(element),
        indent,
        checked: element.getAttribute("aria-checked") === "true",
        runs: runsOf(element),
      })),
    caret(root) {
      const selection = getSelection();
      const node = selection?.focusNode;
      if (!selection || !node || !root.contains(node)) return null;
      const elements = shownBlocks(root).map(({ element }) => element);
      const block = elements.findIndex((element) => element.contains(node));
      const element = elements[block];
      if (element === undefined) return null;
      const before = document.createRange();
      before.setStart(element, 0);
      before.setEnd(node, selection.focusOffset);
      const breaks = before.cloneContents().querySelectorAll("br").length;
      return { block, offset: before.toString().length + breaks };
    },
    selectedText: () => getSelection()?.toString() ?? "",
    carets: (root) =>
      [...frameOf(root).querySelectorAll<HTMLElement>('[data-motet-part="caret"]')]
        .filter((caret) => caret.checkVisibility())
        .map((caret) => {
          const label = caret.firstElementChild ?? caret;
          return {
            name: caret.getAttribute("data-user-name") ?? "",
            box: plain(caret.getBoundingClientRect()),
            label: {
              text: label.textContent ?? "",
              isShown: label.checkVisibility({ opacityProperty: true, visibilityProperty: true }),
              box: plain(label.getBoundingClientRect()),
            },
          };
        }),
    selections: (root) =>
      [...frameOf(root).querySelectorAll('[data-motet-part="selection"]')].map((part) =>
        plain(part.getBoundingClientRect()),
      ),
    boxAt(root, place) {
      const [node, offset] = domPoint(root, place);
      const range = document.createRange();
      range.setStart(node, offset);
      range.collapse(true);
      const at = [...range.getClientRects()].at(-1);
      if (at !== undefined && at.height > 0) return plain(at);
      // An empty block has no characters to measure.
      const element = node instanceof HTMLElement ? node : (node.parentElement as HTMLElement);
      return plain(element.getBoundingClientRect());
    },
    select(root, anchor, focus) {
      const [anchorNode, anchorOffset] = domPoint(root, anchor);
      const [focusNode, focusOffset] = domPoint(root, focus);
      (root as HTMLElement).focus({ preventScroll: true });
      const selection = getSelection();
      const isThere =
        selection?.anchorNode === anchorNode &&
        selection.anchorOffset === anchorOffset &&
        selection.focusNode === focusNode &&
        selection.focusOffset === focusOffset;
      if (isThere || selection === null) return Promise.resolve();
      return new Promise((resolve) => {
        document.addEventListener("selectionchange", () => resolve(), { once: true });
        selection.setBaseAndExtent(anchorNode, anchorOffset, focusNode, focusOffset);
      });
    },
  };
}
