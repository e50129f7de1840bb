/** The text of a block of code as it stands on the page. */
export interface ShownCode {
  readonly text: string;
  /** The text nodes in it, and where in `text` each begins. */
  readonly pieces: readonly { readonly node: Text; readonly start: number }[];
  readonly lines: number;
}

export function readCode(element: HTMLElement): ShownCode {
  const walker = element.ownerDocument.createTreeWalker(
    element,
    NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT,
  );
  const pieces: { node: Text; start: number }[] = [];
  let text = "";
  let lines = 1;
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    if (node instanceof Text) {
      pieces.push({ node, start: text.length });
      text += node.data;
    } else if (node instanceof HTMLBRElement && !node.hasAttribute("data-lexical-managed-linebreak")) {
      text += "\n";
      lines += 1;
    }
  }
  return { text, pieces, lines };
}

/** A stretch of the text, and where it is on the page. */
export interface Placed<T> {
  readonly stretch: T;
  readonly place: StaticRangeInit;
}

/** Where stretches of the text are, which are in order. */
export function placesOf<T extends { readonly start: number; readonly end: number }>(
  { pieces }: ShownCode,
  stretches: readonly T[],
): Placed<T>[] {
  const placed: Placed<T>[] = [];
  let first = 0;
  for (const stretch of stretches) {
    while ((pieces[first + 1]?.start ?? Number.POSITIVE_INFINITY) <= stretch.start) first += 1;
    let last = first;
    while ((pieces[last + 1]?.start ?? Number.POSITIVE_INFINITY) < stretch.end) last += 1;
    const [from, to] = [pieces[first], pieces[last]];
    if (from === undefined || to === undefined) continue;
    const place = {
      startContainer: from.node,
      startOffset: Math.min(stretch.start - from.start, from.node.length),
      endContainer: to.node,
      endOffset: Math.min(stretch.end - to.start, to.node.length),
    };
    placed.push({ stretch, place });
  }
  return placed;
}
